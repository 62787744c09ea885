select
    publication_id,
    previous_publication_id
from {{ source('raw', 'publications') }}

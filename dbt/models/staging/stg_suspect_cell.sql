select
    disclosure_id,
    cell_id,
    claim_id,
    printed_text,
    proposed_value,
    fault_kind,
    blame,
    rank,
    fault_group,
    identities_explained,
    is_unique,
    indicator_id
from {{ source('raw', 'suspect_cells') }}

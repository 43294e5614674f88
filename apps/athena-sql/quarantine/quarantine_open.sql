-- grain: one row per row that is bad in the last run that judged its dataset, or its quarter of a survey

with judgements as (
    select
        dataset,
        part,
        max(as_of) as as_of
    from quarantine
    group by dataset, part
),

open_rows as (
    select
        quarantine.dataset,
        quarantine.part,
        quarantine.key,
        quarantine.rules,
        quarantine.masked_values,
        quarantine.run_id,
        quarantine.as_of
    from quarantine
    inner join judgements
        on
            quarantine.dataset = judgements.dataset
            and quarantine.part = judgements.part
            and quarantine.as_of = judgements.as_of
    where quarantine.state = 'bad'
)

select
    dataset,
    part,
    key,
    rules,
    masked_values,
    run_id,
    as_of
from open_rows
order by dataset, part, key

-- grain: one row per rule, dataset and quarter of a survey, over the rows that are bad in the last run that judged them

with judgements as (
    select
        dataset,
        part,
        max(as_of) as as_of
    from quarantine
    group by dataset, part
),

broken as (
    select
        quarantine.dataset,
        quarantine.part,
        named.rule
    from quarantine
    inner join judgements
        on
            quarantine.dataset = judgements.dataset
            and quarantine.part = judgements.part
            and quarantine.as_of = judgements.as_of
    cross join unnest(quarantine.rules) as named (rule)
    where quarantine.state = 'bad'
),

counted as (
    select
        dataset,
        part,
        rule,
        count(*) as bad_rows
    from broken
    group by dataset, part, rule
)

select
    dataset,
    part,
    rule,
    bad_rows
from counted
order by dataset, part, rule

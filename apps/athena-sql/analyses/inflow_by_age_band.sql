-- grain: one row per quarter, age band and inflow route

with bands as (
    select
        quarter,
        age_band,
        count(distinct response_id) as responses
    from survey_response
    group by quarter, age_band
),

routes as (
    select
        survey_response.quarter,
        survey_response.age_band,
        survey_route.inflow_route,
        count(distinct survey_response.response_id) as respondents
    from survey_route
    inner join survey_response
        on
            survey_route.quarter = survey_response.quarter
            and survey_route.response_id = survey_response.response_id
    group by survey_response.quarter, survey_response.age_band, survey_route.inflow_route
),

shares as (
    select
        routes.quarter,
        routes.age_band,
        routes.inflow_route,
        routes.respondents,
        cast(routes.respondents as double) / bands.responses as share_of_band
    from routes
    inner join bands
        on
            routes.quarter = bands.quarter
            and routes.age_band = bands.age_band
)

select
    quarter,
    age_band,
    inflow_route,
    respondents,
    cast(round(share_of_band, 6) as decimal(9, 6)) as share_of_band
from shares
order by quarter, age_band, inflow_route

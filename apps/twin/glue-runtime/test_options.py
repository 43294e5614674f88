import pytest
from awsglue.job import Job
from awsglue.utils import GlueArgumentError, getResolvedOptions


def resolved(*args, options=("JOB_NAME", "raw_bucket")):
    return getResolvedOptions(["job.py", *args], options)


def test_takes_both_ways_of_writing_an_option_and_ignores_the_others():
    found = resolved("--JOB_NAME", "extract", "--raw_bucket=raw=1", "--other", "x")
    assert (found["JOB_NAME"], found["raw_bucket"]) == ("extract", "raw=1")
    assert "other" not in found


def test_gives_glue_s_own_parameters_unasked():
    found = resolved("--JOB_NAME", "a", "--raw_bucket", "b", "--JOB_RUN_ID", "jr_1")
    assert (found["JOB_RUN_ID"], found["job_bookmark_option"]) == ("jr_1", "job-bookmark-disable")


def test_takes_a_unique_beginning_of_a_name_as_aws_does():
    assert resolved("--JOB_NAME", "a", "--raw", "b")["raw_bucket"] == "b"


def test_turns_hyphens_of_names_into_underscores():
    assert resolved("--raw-bucket", "b", options=["raw-bucket"])["raw_bucket"] == "b"


def test_lets_the_temporary_folder_be_absent():
    assert resolved(options=["TempDir"])["TempDir"] is None
    assert resolved("--TempDir", "s3://t/", options=["TempDir"])["RedshiftTempDir"] == "s3://t/"


@pytest.mark.parametrize("name", ["JOB_RUN_ID", "JOB_ID", "job-bookmark-option", "SECURITY_CONFIGURATION"])
def test_refuses_to_be_asked_for_what_is_reserved(name):
    with pytest.raises(RuntimeError, match=f"reserved arguments {name}"):
        resolved(options=[name])


def test_names_what_is_missing():
    with pytest.raises(GlueArgumentError, match="--raw_bucket"):
        resolved("--JOB_NAME", "extract")


def test_translates_the_older_bookmark_option_and_checks_the_range():
    older = resolved("--continuation-option", "continuation-enabled", options=[])
    assert older["job_bookmark_option"] == "job-bookmark-enable"
    assert "continuation_option" not in older
    with pytest.raises(RuntimeError, match="Missing option or value for --job-bookmark-to"):
        resolved("--job-bookmark-option", "job-bookmark-pause", "--job-bookmark-from", "1", options=[])


def test_a_job_commits_only_after_it_began():
    job = Job(None)
    with pytest.raises(RuntimeError, match=r"after Job\.init"):
        job.commit()
    job.init("extract", resolved(options=[]))
    job.commit()


def test_a_job_refuses_bookmarks():
    with pytest.raises(NotImplementedError, match="must be job-bookmark-disable, got job-bookmark-enable"):
        Job(None).init("extract", {"job_bookmark_option": "job-bookmark-enable"})

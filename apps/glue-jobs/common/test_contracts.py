def test_reads_the_contracts_that_are_deployed(contracts, document):
    assert [dataset.name for dataset in contracts] == [plain["name"] for plain in document["datasets"]]
    assert [dataset.name for dataset in contracts.of_source("table")] == ["customer", "purchase", "review"]


def test_knows_which_columns_hold_pseudonyms(dataset):
    assert dataset("purchase").pseudonyms == {"customer_key"}


def test_extracts_what_it_promises(contracts):
    for dataset in contracts.of_source("table"):
        assert [column.name for column in dataset.extract] == [column.name for column in dataset.columns]

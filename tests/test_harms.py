"""The harms that the service must not do, each with the tests that plant what would do it and look everywhere.

Their numbers are those of the practice of the service (section 8). A test that is renamed or lost is missed here.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

HARMS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: (
        "The school is the address",
        (
            "tests/pages/test_protected_swept.py::test_nothing_that_leads_to_them_is_anywhere",
            "tests/pages/test_protected_swept.py::test_no_letter_to_the_other_parent_says_it",
            "tests/api/test_protection.py::test_what_is_planted_is_nowhere",
            "tests/api/test_protection.py::test_no_search_finds_it",
            "tests/api/test_protection.py::test_no_refusal_and_no_receipt_says_it",
            "tests/api/test_protection.py::test_a_letter_goes_only_to_the_safe_address_and_says_nothing_of_it",
            "tests/pages/test_protected.py::test_no_page_shows_what_is_protected",
            "tests/domain/test_enquiries.py::test_no_protected_word_goes_to_an_agency",
            "tests/api/test_school_part.py::test_a_family_protected_since_is_not_there_any_more",
            "tests/domain/test_protected_text.py::test_a_protected_value_is_found_however_it_is_written",
            "tests/domain/bundles/test_leaks.py::test_a_value_is_found_however_it_is_written_and_never_repeated",
            "tests/pages/test_lost_swept.py::test_nothing_that_leads_to_them_leaves_or_is_listed",
            "tests/domain/test_tracing_played.py::test_while_a_flag_is_open_nobody_asks_for_a_file_and_none_is_made",
            "tests/workflows/test_tracing.py::test_a_flag_raised_after_the_sending_holds_the_file_at_the_door",
            "tests/workflows/test_leak_sweep.py::test_nothing_that_was_planted_reaches_the_engine_or_a_log",
        ),
    ),
    2: (
        "Flag after printing",
        (
            "tests/workflows/test_dispatch.py::test_a_letter_that_may_no_longer_go_does_not_leave",
            "tests/workflows/test_dispatch.py::test_a_letter_protected_after_it_was_sent_makes_an_urgent_task",
            "tests/workflows/test_letters.py::test_a_family_protected_after_issue_gets_no_letter_from_the_post_room",
            "tests/domain/test_letters_leaving.py::test_a_flag_stops_what_is_approved_or_in_its_envelope",
            "tests/domain/bundles/test_bundle_actions.py::test_what_was_built_before_a_flag_goes_nowhere_until_it_is_built_again",
            "tests/domain/test_letters_leaving.py::test_one_that_has_left_makes_a_task_within_the_hour_that_names_what_it_showed",
        ),
    ),
    3: (
        "Envelopes",
        (
            "tests/letters/test_batch.py::test_no_envelope_can_hold_another_familys_page",
            "tests/letters/test_window.py::test_another_text_in_the_window_is_found",
            "tests/letters/test_window.py::test_text_where_none_may_be_is_found_seen_or_unseen",
        ),
    ),
    4: (
        "Address changed between approval and issue",
        (
            "tests/domain/test_letters_leaving.py::test_an_address_changed_after_approval_sends_the_letter_back",
            "tests/domain/test_letters_leaving.py::test_a_letter_in_its_envelope_stops_when_the_address_changes",
            "tests/workflows/test_letters.py::test_an_address_that_changed_after_approval_sends_the_letter_back",
        ),
    ),
    5: (
        "A child in no queue",
        (
            "tests/domain/test_never_lost.py::test_no_open_case_is_ever_in_no_queue",
            "tests/workflows/test_walks.py::test_no_way_through_a_case_leaves_it_in_no_queue",
            "tests/workflows/test_sweep.py::test_an_open_case_whose_process_was_terminated_is_found",
            "tests/workflows/test_sweep.py::test_an_open_case_whose_process_was_never_started_is_found",
        ),
    ),
    6: (
        "Bad rows",
        (
            "tests/api/test_inbox.py::test_fifty_with_three_bad_and_the_three_stand_in_the_list_until_somebody_settles_them",
        ),
    ),
    7: (
        "Outage at the public form",
        (
            "tests/pages/test_public_outage.py::test_sent_without_a_database_nothing_is_received_and_every_answer_is_kept",
            "tests/pages/test_public_outage.py::test_sent_without_the_engine_it_is_saved_and_started_once_the_engine_is_back",
        ),
    ),
    8: (
        "Referrer in the story",
        (
            "tests/pages/test_confidence_swept.py::test_nothing_that_can_be_read_says_who_told_us_or_what",
            "tests/pages/test_confidence_swept.py::test_no_refusal_and_no_table_holds_it_in_clear",
            "tests/api/test_referrer.py::test_who_referred_in_confidence_is_nowhere",
            "tests/workflows/test_subject_access.py::test_from_the_request_to_the_hand_over_with_an_extension_and_nobody_found_in_it",
            "tests/api/test_near_matches.py::test_a_near_match_waits_for_another_persons_reason",
            "tests/api/test_near_matches.py::test_no_document_is_filed_under_a_name_that_betrays",
            "tests/api/test_evidence.py::test_no_file_whose_own_data_may_show_who_told_us_is_filed",
            "tests/api/test_evidence.py::test_no_statement_shows_who_told_us",
            "tests/domain/test_near_matches.py::test_a_text_that_comes_near_is_marked",
            "tests/workflows/test_bundles.py::test_whoever_told_us_is_let_in_by_nobody",
            "tests/api/test_case_pack.py::test_nothing_protected_and_nobody_who_told_us_is_in_it",
        ),
    ),
    9: (
        "Confirming existence",
        (
            "tests/api/test_protection.py::test_a_referral_reads_alike_whether_the_child_is_known_and_protected_or_not",
            "tests/api/test_matches.py::test_to_whoever_may_not_know_of_it_a_restricted_case_is_not_there",
            "tests/api/test_matches.py::test_lists_and_numbers_are_as_if_it_were_not_there",
            "tests/api/test_routes.py::test_who_may_not_is_told_nothing_of_what_there_is",
            "tests/workflows/test_matches.py::test_nothing_tells_of_a_restricted_child_but_to_who_may_know",
            "tests/pages/test_public_privacy.py::test_nobody_is_told_whether_a_child_is_known",
            "tests/api/test_inbox.py::test_nobody_learns_of_a_restricted_case_by_a_return",
            "tests/pages/test_lost_swept.py::test_a_restricted_child_is_in_no_number_of_whoever_may_not_know_of_it",
            "tests/records/test_transfers.py::test_of_a_restricted_child_only_a_supervisor_is_told",
            "tests/api/test_matches.py::test_whoever_is_kept_out_of_a_case_finds_it_in_no_match",
            "tests/pages/test_glass.py::test_whoever_is_kept_out_finds_nothing_whatever_their_role",
            "tests/pages/test_team.py::test_whoever_is_kept_out_of_a_case_has_it_in_no_list_and_no_number",
        ),
    ),
    10: (
        "Merge and undo",
        (
            "tests/domain/matching/test_merging.py::test_merged_and_undone_at_once_both_are_byte_for_byte_as_they_were",
            "tests/workflows/test_merging.py::test_a_merge_closes_the_other_case_and_undoing_opens_it_where_it_stood",
            "tests/domain/matching/test_side_by_side.py::test_what_is_protected_is_hidden_and_so_is_whether_it_agrees",
            "tests/api/test_matches.py::test_side_by_side_hides_what_is_protected_on_either",
        ),
    ),
    11: (
        "Time travel in production",
        (
            "tests/rollcall/test_settings.py::test_production_refuses_what_only_development_may_have",
            "tests/activities/test_delivery.py::test_with_a_skipped_clock_or_in_training_nothing_leaves",
            "tests/workflows/test_tracing.py::test_with_a_skipped_clock_no_file_leaves_and_somebody_is_told",
            "tests/workflows/test_tracing.py::test_in_training_neither_a_file_nor_a_reminder_leaves",
            "tests/activities/test_sending.py::test_with_a_skipped_clock_or_in_training_no_letter_leaves",
            "tests/workflows/test_dispatch.py::test_with_a_skipped_clock_no_letter_leaves_and_somebody_is_told",
            "tests/rollcall/test_door.py::test_with_a_skipped_clock_or_in_training_no_mail_leaves",
            "tests/rollcall/test_training.py::test_a_world_is_refused_in_production_and_wherever_anything_real_is_named",
            "tests/rollcall/test_training.py::test_no_clock_moves_but_that_of_its_own_services",
            "tests/pages/test_training.py::test_a_case_is_played_through_a_year_and_nothing_leaves",
        ),
    ),
    12: (
        "Returned post after the charge",
        (
            "tests/workflows/test_prosecution.py::test_returned_after_the_charge_it_is_the_lawyers_that_day_and_goes_no_further",
            "tests/domain/bundles/test_bundle_actions.py::test_harm_12_and_an_undecided_line_keep_a_bundle_from_being_signed",
        ),
    ),
    13: (
        "The wrong father",
        (
            "tests/domain/test_wrong_father.py::test_no_penalty_notice_reaches_him",
            "tests/domain/test_wrong_father.py::test_no_notice_towards_an_order_reaches_him",
            "tests/domain/test_wrong_father.py::test_no_charge_reaches_him",
            "tests/domain/law/test_penalty_notice.py::test_the_wrong_father_gets_no_notice",
            "tests/domain/test_third_notice.py::test_the_other_parent_and_a_withdrawn_one_do_not_count",
        ),
    ),
    14: (
        "A feed on a shared telephone",
        (
            "tests/pages/test_feeds.py::test_an_entry_is_a_reference_and_one_of_a_fixed_list_of_words",
            "tests/pages/test_feeds.py::test_the_address_is_secret_and_ends_when_it_is_revoked_or_its_owner_leaves",
            "tests/pages/test_feeds.py::test_the_feed_of_a_team_answers_alike_whether_a_restricted_case_exists",
        ),
    ),
    15: (
        "Last hour of a UK day",
        (
            "tests/domain/law/test_penalty_payment.py::test_the_last_hour_of_day_21_in_summer_time",
            "tests/domain/law/test_time_limit.py::test_the_last_hour_of_the_day_in_london",
        ),
    ),
}
TESTS = [(number, test) for number, (_, tests) in HARMS.items() for test in tests]


@cache
def written_in(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(each.name for each in ast.parse(path.read_text()).body if isinstance(each, functions))


@pytest.mark.parametrize(
    ("number", "test"), TESTS, ids=[f"{number}-{test.rpartition(':')[2]}" for number, test in TESTS]
)
def test_a_test_that_proves_it_is_there(number: int, test: str) -> None:
    file, _, name = test.partition("::")
    assert name.startswith("test_")
    assert name in written_in(file), f"harm {number}: {HARMS[number][0]}"


def test_every_harm_is_proved() -> None:
    assert sorted(HARMS) == list(range(1, 16))

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/operation_json.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/queue/message_queue.hpp"
#include "testbeds/control_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::app {
namespace {

using functions::ScrubReading;
using queue::MessageState;
using testing::ElementsAre;
using testing::Pair;
using testing::StartsWith;
using testing::UnorderedElementsAre;

constexpr TimePoint kNow{std::chrono::milliseconds(1'767'355'200'000)};

/// Arguments of operations reach the server, and their results come back.
class OperationJsonTest : public ControlTest {
 protected:
  void expect_refused(std::string_view request) const {
    EXPECT_THAT(answer(request), StartsWith(R"({"ok":false,"code":"invalid_argument")")) << request;
  }
};

// --- accounts ---

TEST_F(OperationJsonTest, CarriesWhatIsDoneToAccounts) {
  const std::string password = "p\"\\\n\xc3\xa4";
  EXPECT_EQ(remote_.user_add({"ada", "a@example.org", SecretText(password)}), "id of ada");
  EXPECT_TRUE(remote_.user_passwd({"ada", SecretText(password)}));
  EXPECT_EQ(remote_.user_reset_link("ada"), "/reset#token=x");
  const auto taken = remote_.user_reset_factors({"ada", true});
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_TRUE(taken->totp);
  EXPECT_EQ(taken->passkeys, 2U);
  EXPECT_EQ(taken->recovery_codes, 8U);
  EXPECT_TRUE(remote_.user_reset_factors({"ada", false}));
  EXPECT_EQ(remote_.user_invite(true), "/join#token=x");
  EXPECT_EQ(remote_.user_invite(false), "/join#token=x");
  EXPECT_TRUE(remote_.user_role({"ada", true}));
  EXPECT_TRUE(remote_.user_role({"ada", false}));
  EXPECT_TRUE(remote_.user_disable("ada"));
  EXPECT_TRUE(remote_.user_enable("ada"));
  EXPECT_EQ(remote_.user_delete("ada"), 3U);
  EXPECT_THAT(
      server_.calls,
      ElementsAre("add ada a@example.org " + password, "passwd ada " + password, "reset-link ada",
                  "reset-factors ada but passkeys", "reset-factors ada", "invite admin", "invite",
                  "role ada admin", "role ada user", "disable ada", "enable ada", "remove ada"));
}

TEST_F(OperationJsonTest, CarriesAccountsBack) {
  server_.accounts = {{"1", "ada", "a@example.org", "2026-01-01T00:00:00.000Z", false, true},
                      {"2", "bob\n", "b@example.org", "2026-01-02T00:00:00.000Z", true, false}};
  const auto accounts = remote_.user_list("0");
  ASSERT_TRUE(accounts) << accounts.error().message;
  ASSERT_EQ(accounts->size(), 2U);
  EXPECT_EQ(accounts->at(0).username, "ada");
  EXPECT_EQ(accounts->at(1).username, "bob\n");
  EXPECT_EQ(accounts->at(1).id, "2");
  EXPECT_TRUE(accounts->at(1).disabled);
  EXPECT_TRUE(accounts->at(0).admin);
  EXPECT_FALSE(accounts->at(1).admin);
  EXPECT_THAT(server_.calls, ElementsAre("list 0"));
}

// --- jobs ---

MessageView make_job(std::string id) {
  return {.id = std::move(id),
          .queue = "media",
          .state = MessageState::dead,
          .group = "ada's id",
          .receive_count = 5,
          .age = std::chrono::seconds(3600),
          .sent_at = "2026-01-01T00:00:00.000Z",
          .visible_at = "2026-01-01T01:00:00.000Z",
          .last_error = "no \"decoder\"\n",
          .body = {}};
}

TEST_F(OperationJsonTest, CarriesWhatIsDoneToJobs) {
  EXPECT_TRUE(remote_.jobs_list({"media", std::nullopt, ""}));
  EXPECT_TRUE(remote_.jobs_list({"events", MessageState::dead, "7"}));
  server_.job = make_job("1");
  EXPECT_TRUE(remote_.jobs_show("1"));
  EXPECT_EQ(remote_.jobs_retry("2"), "media");
  EXPECT_EQ(remote_.jobs_redrive("events"), 3U);
  EXPECT_TRUE(remote_.jobs_pause("media"));
  EXPECT_TRUE(remote_.jobs_resume("media"));
  EXPECT_THAT(server_.calls,
              ElementsAre("list media after ", "list events dead after 7", "show 1", "retry 2",
                          "redrive events", "pause media", "resume media"));
}

TEST_F(OperationJsonTest, CarriesEveryStateOfAJobThere) {
  for (const MessageState state : {MessageState::visible, MessageState::delayed,
                                   MessageState::in_flight, MessageState::dead}) {
    server_.calls.clear();
    EXPECT_TRUE(remote_.jobs_list({"media", state, ""}));
    EXPECT_THAT(server_.calls,
                ElementsAre("list media " + std::string(to_string(state)) + " after "));
  }
}

TEST_F(OperationJsonTest, CarriesJobsBack) {
  server_.job_page = {.jobs = {make_job("1"), make_job("2")}, .paused = true};
  const auto page = remote_.jobs_list({"media", std::nullopt, ""});
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_TRUE(page->paused);
  ASSERT_EQ(page->jobs.size(), 2U);
  const MessageView& job = page->jobs.at(1);
  EXPECT_EQ(job.id, "2");
  EXPECT_EQ(job.queue, "media");
  EXPECT_EQ(job.state, MessageState::dead);
  EXPECT_EQ(job.group, "ada's id");
  EXPECT_EQ(job.receive_count, 5U);
  EXPECT_EQ(job.age, std::chrono::seconds(3600));
  EXPECT_EQ(job.sent_at, "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(job.visible_at, "2026-01-01T01:00:00.000Z");
  EXPECT_EQ(job.last_error, "no \"decoder\"\n");
  EXPECT_EQ(job.body, "");
  server_.job_page.paused = false;
  EXPECT_FALSE(remote_.jobs_list({"media", std::nullopt, ""})->paused);
}

// The longest that can be, each byte escaped.
TEST_F(OperationJsonTest, CarriesTheLargestBodyAndTheLargestPageBack) {
  server_.job = make_job("1");
  server_.job.body = std::string(queue::kMaxBodyBytes, '\x01');
  server_.job.last_error = std::string(queue::kMaxLastErrorBytes, '\x01');
  EXPECT_EQ(remote_.jobs_show("1")->body, server_.job.body);
  EXPECT_LT(reply_.size(), kMaxControlReplyBytes);

  MessageView listed = make_job("0198c0de-0000-7000-8000-000000000000");
  listed.group = listed.id;
  listed.last_error = server_.job.last_error;
  server_.job_page.jobs.assign(kMaxJobsPerPage, listed);
  EXPECT_EQ(remote_.jobs_list({"media", std::nullopt, ""})->jobs.size(), kMaxJobsPerPage);
  EXPECT_LT(reply_.size(), kMaxControlReplyBytes);
}

TEST_F(OperationJsonTest, RefusesWhatIsNoRequestAboutJobs) {
  for (const std::string_view bad :
       {R"({"command":"jobs_list"})", R"({"command":"jobs_list","queue":7,"after":""})",
        R"({"command":"jobs_list","queue":"media","after":"","state":"Dead"})",
        R"({"command":"jobs_show"})", R"({"command":"jobs_retry","queue":"media"})",
        R"({"command":"jobs_redrive"})", R"({"command":"jobs_drop","queue":"media"})",
        R"({"command":"jobs_"})"}) {
    expect_refused(bad);
  }
  EXPECT_TRUE(server_.calls.empty());
}

TEST_F(OperationJsonTest, DoesNotTakeAnythingForJobs) {
  EXPECT_FALSE(replying(R"({"ok":true})").jobs_list({}));
  EXPECT_FALSE(replying(R"({"ok":true,"paused":false,"jobs":[{}]})").jobs_list({}));
  EXPECT_FALSE(replying(R"({"ok":true,"job":{}})").jobs_show("1"));
  const auto with = [](const std::string& state, const std::string& count) {
    return replying(R"({"ok":true,"job":{"messageId":"1","queue":"media","state":")" + state +
                    R"(","userId":"","receiveCount":)" + count +
                    R"(,"ageSeconds":0,"sentAt":"","visibleAt":"","lastError":""}})");
  };
  EXPECT_TRUE(with("delayed", "4294967295").jobs_show("1"));
  EXPECT_FALSE(with("delayed", "4294967296").jobs_show("1"));
  EXPECT_FALSE(with("lost", "0").jobs_show("1"));
}

// --- keys ---

TEST_F(OperationJsonTest, CarriesWhatWasSealed) {
  server_.sealing_status = {.run = 3, .seen = 100, .sealed = 7, .skipped = 2, .bytes = 1U << 20U};
  const auto status = remote_.key_apply(3);
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->run, 3U);
  EXPECT_EQ(status->seen, 100U);
  EXPECT_EQ(status->sealed, 7U);
  EXPECT_EQ(status->skipped, 2U);
  EXPECT_EQ(status->bytes, 1U << 20U);
  EXPECT_FALSE(status->done);
  server_.sealing_status = {.done = true};
  const auto last = remote_.key_apply(0);
  ASSERT_TRUE(last) << last.error().message;
  EXPECT_TRUE(last->done);
  EXPECT_THAT(server_.calls, ElementsAre("apply 3", "apply 0"));
}

// --- renditions ---

TEST_F(OperationJsonTest, CarriesARequestToRebuild) {
  const FileId file = FileId::make(kNow);
  EXPECT_TRUE(remote_.media_rebuild({}));
  EXPECT_TRUE(remote_.media_rebuild({.before = file, .include_failed = true, .dry_run = true}));
  EXPECT_TRUE(remote_.media_rebuild({.dry_run = true}));
  const auto& requests = server_.rebuild_requests;
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_TRUE(requests[0].before.empty());
  EXPECT_FALSE(requests[0].include_failed);
  EXPECT_FALSE(requests[0].dry_run);
  EXPECT_EQ(requests[1].before, file);
  EXPECT_TRUE(requests[1].include_failed);
  EXPECT_TRUE(requests[1].dry_run);
  EXPECT_FALSE(requests[2].include_failed);
  EXPECT_TRUE(requests[2].dry_run);
}

TEST_F(OperationJsonTest, CarriesAReportOfRebuildingBack) {
  server_.rebuild_report = {.files = 1,
                            .up_to_date = 2,
                            .processing = 3,
                            .failed = 4,
                            .sent = 5,
                            .sent_lacking = 6,
                            .sent_outdated = 12,
                            .sent_never_processed = 7,
                            .sent_failed = 8,
                            .sent_stuck = 11,
                            .recipes = {{"image-v1-webp-256-q75", 9}, {"audio-v1-opus-128000", 10}},
                            .next_before = FileId::make(kNow),
                            .held_up = functions::RebuildBacklog{.waiting = 13, .in_work = 14}};
  const auto report = remote_.media_rebuild({});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->files, 1U);
  EXPECT_EQ(report->up_to_date, 2U);
  EXPECT_EQ(report->processing, 3U);
  EXPECT_EQ(report->failed, 4U);
  EXPECT_EQ(report->sent, 5U);
  EXPECT_EQ(report->sent_lacking, 6U);
  EXPECT_EQ(report->sent_outdated, 12U);
  EXPECT_EQ(report->sent_never_processed, 7U);
  EXPECT_EQ(report->sent_failed, 8U);
  EXPECT_EQ(report->sent_stuck, 11U);
  EXPECT_THAT(report->recipes, UnorderedElementsAre(Pair("image-v1-webp-256-q75", 9U),
                                                    Pair("audio-v1-opus-128000", 10U)));
  EXPECT_EQ(report->next_before, server_.rebuild_report.next_before);
  ASSERT_TRUE(report->held_up);
  EXPECT_EQ(report->held_up->waiting, 13U);
  EXPECT_EQ(report->held_up->in_work, 14U);
}

TEST_F(OperationJsonTest, CarriesErrorsOfRebuildingBack) {
  server_.error = Error{ErrorCode::out_of_space, "the disk is full"};
  const auto report = remote_.media_rebuild({});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::out_of_space);
  EXPECT_EQ(report.error().message, "the disk is full");
}

TEST_F(OperationJsonTest, RefusesWhatIsNoPlaceInTheList) {
  const std::string flags = R"({"command":"media_rebuild","includeFailed":false,"dryRun":true)";
  for (const std::string place : {R"("before":"ada")", R"("before":7)", R"("before":null)"}) {
    expect_refused(flags + "," + place + "}");
  }
  EXPECT_TRUE(server_.rebuild_requests.empty());
  EXPECT_THAT(answer(flags + "}"), StartsWith(R"({"ok":true)"));
}

TEST_F(OperationJsonTest, DoesNotTakeAnythingForAReportOfRebuilding) {
  EXPECT_FALSE(replying(R"({"ok":true})").media_rebuild({}));
  ASSERT_TRUE(remote_.media_rebuild({}));
  std::string reply = reply_;
  EXPECT_TRUE(replying(reply).media_rebuild({}));
  reply.replace(reply.find("\"recipes\":{}"), 12, "\"recipes\":[]");
  EXPECT_FALSE(replying(reply).media_rebuild({}));
}

// --- backups ---

TEST_F(OperationJsonTest, CarriesARequestToBackUp) {
  EXPECT_EQ(remote_.backup_start({.directory = "/backup"}), 1U);
  EXPECT_EQ(
      remote_.backup_start({.directory = "/b \"x\"", .mode = backup::CopyMode::copy, .keep = 3}),
      2U);
  const auto& requests = server_.backup_requests;
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].directory, "/backup");
  EXPECT_EQ(requests[0].mode, backup::CopyMode::link);
  EXPECT_EQ(requests[0].keep, std::nullopt);
  EXPECT_EQ(requests[1].directory, "/b \"x\"");
  EXPECT_EQ(requests[1].mode, backup::CopyMode::copy);
  EXPECT_EQ(requests[1].keep, 3U);
}

TEST_F(OperationJsonTest, CarriesProgressAndReportOfABackupBack) {
  server_.backup_status = {.files = 10, .files_done = 4, .bytes = 99};
  auto status = remote_.backup_status(7);
  ASSERT_TRUE(status);
  EXPECT_THAT(server_.calls, ElementsAre("status 7"));
  EXPECT_EQ(status->files, 10U);
  EXPECT_EQ(status->files_done, 4U);
  EXPECT_EQ(status->bytes, 99U);
  EXPECT_FALSE(status->report);

  server_.backup_status.report = backup::CreateReport{.snapshot = "name",
                                                      .files = 1,
                                                      .objects = 2,
                                                      .bytes = 3,
                                                      .linked = 4,
                                                      .reused = 5,
                                                      .copied = 6,
                                                      .missing = 7,
                                                      .missing_keys = {"orig/a", "orig/b"},
                                                      .pruned = 8,
                                                      .shrunk_from = 9};
  status = remote_.backup_status(7);
  ASSERT_TRUE(status && status->report);
  EXPECT_EQ(status->report->snapshot, "name");
  EXPECT_EQ(status->report->files, 1U);
  EXPECT_EQ(status->report->objects, 2U);
  EXPECT_EQ(status->report->bytes, 3U);
  EXPECT_EQ(status->report->linked, 4U);
  EXPECT_EQ(status->report->reused, 5U);
  EXPECT_EQ(status->report->copied, 6U);
  EXPECT_EQ(status->report->missing, 7U);
  EXPECT_EQ(status->report->missing_keys, (std::vector<std::string>{"orig/a", "orig/b"}));
  EXPECT_EQ(status->report->pruned, 8U);
  EXPECT_EQ(status->report->shrunk_from, 9U);
}

TEST_F(OperationJsonTest, CarriesErrorsOfABackupBack) {
  server_.error = Error{ErrorCode::conflict, "one is being made"};
  const auto run = remote_.backup_start({.directory = "/b"});
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, ErrorCode::conflict);
  EXPECT_EQ(run.error().message, "one is being made");
}

TEST_F(OperationJsonTest, RefusesWhatIsNoRequestAboutBackups) {
  for (const std::string_view bad :
       {R"({"command":"backup_start"})", R"({"command":"backup_start","copy":true})",
        R"({"command":"backup_start","copy":true,"directory":"here"})",
        R"({"command":"backup_status"})"}) {
    expect_refused(bad);
  }
  EXPECT_TRUE(server_.calls.empty());
  EXPECT_TRUE(server_.backup_requests.empty());
}

// --- verification ---

TEST_F(OperationJsonTest, CarriesARequestToVerify) {
  const functions::ScrubPosition place{UserId::make(kNow), FileId::make(kNow)};
  EXPECT_TRUE(remote_.verify({.walk = "w"}));
  EXPECT_TRUE(remote_.verify(
      {.walk = "w", .reading = ScrubReading::sample, .sample_percent = 0.5, .after = place}));
  EXPECT_TRUE(remote_.verify({.walk = "w", .reading = ScrubReading::all}));
  const auto& requests = server_.verify_requests;
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].walk, "w");
  EXPECT_EQ(requests[0].reading, ScrubReading::none);
  EXPECT_TRUE(requests[0].after.after_owner.empty());
  EXPECT_EQ(requests[1].reading, ScrubReading::sample);
  EXPECT_EQ(requests[1].sample_percent, 0.5);
  EXPECT_EQ(requests[1].after.after_owner, place.after_owner);
  EXPECT_EQ(requests[1].after.after_id, place.after_id);
  EXPECT_EQ(requests[2].reading, ScrubReading::all);
}

TEST_F(OperationJsonTest, CarriesAReportOfVerifyingBack) {
  const functions::DamagedFile file{.owner = UserId::make(kNow),
                                    .username = "ada",
                                    .file = FileId::make(kNow),
                                    .name = "a \"b\"\n.gif",
                                    .damage = "The stored file is missing."};
  server_.verify_report = {.found = {.files_seen = 1,
                                     .files_verified = 2,
                                     .bytes_read = 3,
                                     .sidecars_written = 4,
                                     .lost_renditions = 7,
                                     .healed = 5,
                                     .changed = 6,
                                     .damaged = {file}},
                           .next = {file.owner, file.file},
                           .more = true};
  const auto report = remote_.verify({});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->found.files_seen, 1U);
  EXPECT_EQ(report->found.files_verified, 2U);
  EXPECT_EQ(report->found.bytes_read, 3U);
  EXPECT_EQ(report->found.sidecars_written, 4U);
  EXPECT_EQ(report->found.lost_renditions, 7U);
  EXPECT_EQ(report->found.healed, 5U);
  EXPECT_EQ(report->found.changed, 6U);
  ASSERT_EQ(report->found.damaged.size(), 1U);
  EXPECT_EQ(report->found.damaged[0].owner, file.owner);
  EXPECT_EQ(report->found.damaged[0].username, file.username);
  EXPECT_EQ(report->found.damaged[0].file, file.file);
  EXPECT_EQ(report->found.damaged[0].name, file.name);
  EXPECT_EQ(report->found.damaged[0].damage, file.damage);
  EXPECT_EQ(report->next.after_owner, file.owner);
  EXPECT_EQ(report->next.after_id, file.file);
  EXPECT_TRUE(report->more);
}

TEST_F(OperationJsonTest, CarriesErrorsOfVerifyingBack) {
  server_.error = Error{ErrorCode::conflict, "two different drives", false};
  const auto report = remote_.verify({});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::conflict);
  EXPECT_EQ(report.error().message, "two different drives");
}

TEST_F(OperationJsonTest, RefusesWhatIsNoRequestToVerify) {
  for (const std::string_view bad :
       {R"({"command":"verify"})", R"({"command":"verify","walk":"w","reading":"all"})",
        R"({"command":"verify","walk":"w","reading":"some","samplePercent":5})",
        R"({"command":"verify","walk":1,"reading":"all","samplePercent":5})",
        R"({"command":"verify","walk":"w","reading":"all","samplePercent":5,"afterOwner":"x"})"}) {
    expect_refused(bad);
  }
  EXPECT_TRUE(server_.verify_requests.empty());
}

TEST_F(OperationJsonTest, RefusesReportsOfVerifyingThatLackSomething) {
  const std::string counts =
      R"({"ok":true,"files":1,"verified":1,"bytesRead":1,"sidecarsWritten":1,"lostRenditions":1,)"
      R"("healed":1,"changed":1)";
  for (const std::string& reply :
       {std::string(R"({"ok":true})"), counts + "}", counts + R"(,"more":false,"damaged":[{}]})",
        counts + R"(,"damaged":[]})"}) {
    EXPECT_FALSE(replying(reply).verify({})) << reply;
  }
  EXPECT_TRUE(replying(counts + R"(,"more":false,"damaged":[]})").verify({}));
}

}  // namespace
}  // namespace audmg::app

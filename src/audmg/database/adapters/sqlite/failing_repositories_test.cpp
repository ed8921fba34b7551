// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/sqlite_harness.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace audmg::database {
namespace {

constexpr ErrorCode kAllCodes[] = {ErrorCode::invalid_argument, ErrorCode::not_found,
                                   ErrorCode::already_exists,   ErrorCode::conflict,
                                   ErrorCode::too_large,        ErrorCode::out_of_space,
                                   ErrorCode::unavailable,      ErrorCode::deadline_exceeded,
                                   ErrorCode::corrupt,          ErrorCode::internal};

struct Call {
  std::string name;
  std::function<std::optional<ErrorCode>(FailingHarness&)> make;
};

/// Every method of every port, with arguments that succeed on an empty database where they can.
std::vector<Call> all_calls() {
  const UserId user = UserId::make(kNoon);
  const IdempotencyKey key{"anonymous", "key"};
  return {
      {"create_user", [](auto& h) { return error_code(h.users().create_user(make_user("ada"))); }},
      {"find_user", [=](auto& h) { return error_code(h.users().find_user(user)); }},
      {"find_user_by_username",
       [](auto& h) { return error_code(h.users().find_user_by_username("ada")); }},
      {"find_user_by_email",
       [](auto& h) { return error_code(h.users().find_user_by_email("a@b.c")); }},
      {"list_users", [](auto& h) { return error_code(h.users().list_users({}, 10)); }},
      {"change_user", [=](auto& h) { return error_code(h.users().change_user(user, {})); }},
      {"set_disabled", [=](auto& h) { return error_code(h.users().set_disabled(user, true)); }},
      {"delete_user", [=](auto& h) { return error_code(h.users().delete_user(user)); }},
      {"create_session",
       [=](auto& h) { return error_code(h.sessions().create_session(make_session(user))); }},
      {"renew_session",
       [=](auto& h) {
         return error_code(h.sessions().renew_session(
             {.id = SessionId::make(kNoon), .owner = user, .now = kNoon, .expires_at = kNoon}));
       }},
      {"list_sessions",
       [=](auto& h) { return error_code(h.sessions().list_sessions(user, kNoon)); }},
      {"stamp_session",
       [=](auto& h) {
         return error_code(h.sessions().stamp_session(user, SessionId::make(kNoon), kNoon));
       }},
      {"delete_other_sessions",
       [=](auto& h) { return error_code(h.sessions().delete_other_sessions(user, {})); }},
      {"find_session",
       [=](auto& h) {
         return error_code(h.sessions().find_session(user, SessionId::make(kNoon)));
       }},
      {"delete_session",
       [=](auto& h) {
         return error_code(h.sessions().delete_session(user, SessionId::make(kNoon)));
       }},
      {"delete_expired_sessions",
       [](auto& h) { return error_code(h.sessions().delete_expired_sessions(kNoon)); }},
      {"find_credentials",
       [=](auto& h) { return error_code(h.credentials().find_credentials(user)); }},
      {"set_password_hash",
       [=](auto& h) { return error_code(h.credentials().set_password_hash(user, "hash", {})); }},
      {"replace_password_hash",
       [=](auto& h) {
         return error_code(h.credentials().replace_password_hash(user, "", "hash"));
       }},
      {"replace_factors",
       [=](auto& h) { return error_code(h.credentials().replace_factors(user, 0, "{}")); }},
      {"create_app_password",
       [=](auto& h) {
         return error_code(h.app_passwords().create_app_password(make_app_password(user)));
       }},
      {"find_app_password",
       [=](auto& h) {
         return error_code(h.app_passwords().find_app_password(user, AppPasswordId::make(kNoon)));
       }},
      {"list_app_passwords",
       [=](auto& h) { return error_code(h.app_passwords().list_app_passwords(user)); }},
      {"note_use",
       [=](auto& h) {
         return error_code(h.app_passwords().note_use(user, AppPasswordId::make(kNoon), kNoon));
       }},
      {"delete_app_password",
       [=](auto& h) {
         return error_code(h.app_passwords().delete_app_password(user, AppPasswordId::make(kNoon)));
       }},
      {"create_invitation",
       [](auto& h) { return error_code(h.invitations().create_invitation(make_invitation())); }},
      {"find_invitation",
       [](auto& h) {
         return error_code(h.invitations().find_invitation(InvitationId::make(kNoon)));
       }},
      {"list_invitations", [](auto& h) { return error_code(h.invitations().list_invitations()); }},
      {"delete_invitation",
       [](auto& h) {
         return error_code(h.invitations().delete_invitation(InvitationId::make(kNoon)));
       }},
      {"delete_expired_invitations",
       [](auto& h) { return error_code(h.invitations().delete_expired_invitations(kNoon)); }},
      {"append_entry",
       [=](auto& h) { return error_code(h.audit().append_entry(make_audit_entry(user))); }},
      {"list_entries", [=](auto& h) { return error_code(h.audit().list_entries({.user = user})); }},
      {"delete_entries_before",
       [](auto& h) { return error_code(h.audit().delete_entries_before(kNoon)); }},
      {"take",
       [](auto& h) {
         return error_code(h.attempts().take({"test", 5, std::chrono::minutes(1)}, "ada", kNoon));
       }},
      {"give_back",
       [](auto& h) {
         return error_code(
             h.attempts().give_back({"test", 5, std::chrono::minutes(1)}, "ada", kNoon));
       }},
      {"add_file",
       [=](auto& h) { return error_code(h.files().add_file({make_file(user), std::nullopt})); }},
      {"find_file",
       [=](auto& h) { return error_code(h.files().find_file(user, FileId::make(kNoon))); }},
      {"find_files_by_sha256",
       [=](auto& h) {
         return error_code(h.files().find_files_by_sha256(user, std::vector<std::string>{"aa"}));
       }},
      {"find_file_by_sha256",
       [=](auto& h) { return error_code(h.files().find_file_by_sha256(user, "aa")); }},
      {"find_file_by_object_key",
       [=](auto& h) { return error_code(h.files().find_file_by_object_key(user, "orig/a")); }},
      {"list_files", [=](auto& h) { return error_code(h.files().list_files({user, {}, {}, 10})); }},
      {"find_files", [=](auto& h) { return error_code(h.files().find_files(user, {})); }},
      {"look_up_files", [](auto& h) { return error_code(h.files().look_up_files({})); }},
      {"delete_file",
       [=](auto& h) { return error_code(h.files().delete_file(user, FileId::make(kNoon), {})); }},
      {"change_files",
       [=](auto& h) { return error_code(h.changes().change_files({user, {}, {}, {}})); }},
      {"list_trash", [=](auto& h) { return error_code(h.trash().list_trash({.owner = user})); }},
      {"list_overdue_trash",
       [](auto& h) { return error_code(h.trash().list_overdue_trash({.trashed_before = kNoon})); }},
      {"add_collection",
       [=](auto& h) {
         return error_code(h.collections().add_collection({.collection = make_collection(user)}));
       }},
      {"find_collection",
       [=](auto& h) {
         return error_code(h.collections().find_collection(user, CollectionId::make(kNoon)));
       }},
      {"list_trashed_members",
       [](FailingHarness& h) {
         return error_code(h.collections().list_trashed_members(make_user("x").id));
       }},
      {"list_collections",
       [=](auto& h) { return error_code(h.collections().list_collections(user)); }},
      {"change_collection",
       [=](auto& h) {
         return error_code(
             h.collections().change_collection({user, CollectionId::make(kNoon), {}, {}}));
       }},
      {"delete_collection",
       [=](auto& h) {
         return error_code(
             h.collections().delete_collection(user, CollectionId::make(kNoon), {}, {}));
       }},
      {"list_members",
       [=](auto& h) {
         return error_code(h.collections().list_members(
             {.owner = user, .collection = CollectionId::make(kNoon)}));
       }},
      {"add_members",
       [=](auto& h) {
         return error_code(h.collections().add_members({user, CollectionId::make(kNoon), {}, {}}));
       }},
      {"remove_members",
       [=](auto& h) {
         return error_code(
             h.collections().remove_members({user, CollectionId::make(kNoon), {}, {}}));
       }},
      {"move_members",
       [=](auto& h) {
         return error_code(
             h.collections().move_members({{user, CollectionId::make(kNoon), {}, {}}, {}}));
       }},
      {"begin_processing",
       [=](auto& h) {
         return error_code(h.processing().begin_processing({user, FileId::make(kNoon), kNoon}));
       }},
      {"finish_processing",
       [=](auto& h) {
         return error_code(h.processing().finish_processing(
             {user, FileId::make(kNoon), 1, FileStatus::ready, "", "", {}}));
       }},
      {"restart_processing",
       [=](auto& h) {
         return error_code(h.processing().restart_processing({user, FileId::make(kNoon), kNoon}));
       }},
      {"list_all_files", [](auto& h) { return error_code(h.files().list_all_files({})); }},
      {"add_event",
       [=](auto& h) {
         return error_code(h.events().add_event(user, FileId::make(kNoon),
                                                {EventId::make(kNoon), "file.ready", kNoon}));
       }},
      {"list_events", [=](auto& h) { return error_code(h.events().list_events({user, "", 10})); }},
      {"newest_cursor", [=](auto& h) { return error_code(h.events().newest_cursor(user)); }},
      {"list_file_events",
       [=](auto& h) {
         return error_code(h.events().list_file_events(user, FileId::make(kNoon), 10));
       }},
      {"delete_events_before",
       [](auto& h) { return error_code(h.events().delete_events_before(kNoon)); }},
      {"has_object_keys", [](auto& h) { return error_code(h.files().has_object_keys({})); }},
      {"create_upload",
       [=](auto& h) { return error_code(h.uploads().create_upload(make_upload(user), 1)); }},
      {"find_upload",
       [=](auto& h) { return error_code(h.uploads().find_upload(user, UploadId::make(kNoon))); }},
      {"delete_upload",
       [=](auto& h) { return error_code(h.uploads().delete_upload(user, UploadId::make(kNoon))); }},
      {"list_expired_uploads",
       [](auto& h) { return error_code(h.uploads().list_expired_uploads(kNoon, 1)); }},
      {"find_usages", [=](auto& h) { return error_code(h.usage().find_usage(user)); }},
      {"begin",
       [=](auto& h) {
         return error_code(h.idempotency().begin({key, "print", kNoon, kNoon, kNoon}));
       }},
      {"complete", [=](auto& h) { return error_code(h.idempotency().complete(key, 201, "id")); }},
      {"abandon", [=](auto& h) { return error_code(h.idempotency().abandon(key)); }},
      {"delete_expired_records",
       [](auto& h) { return error_code(h.idempotency().delete_expired_records(kNoon)); }},
  };
}

TEST(FailingRepositories, EveryCallFailsWithEveryCodeAndReachesNothing) {
  FailingHarness harness;
  for (const Call& call : all_calls()) {
    for (const ErrorCode code : kAllCodes) {
      harness.plan().fail_always(code);
      EXPECT_EQ(call.make(harness), code) << call.name;
      EXPECT_EQ(call.make(harness), code) << call.name;
    }
  }
  EXPECT_EQ(harness.database().statistics().writes, 0U);
}

TEST(FailingRepositories, AFailureOnceLeavesTheNextCallAlone) {
  for (const Call& call : all_calls()) {
    FailingHarness untouched;
    const auto expected = call.make(untouched);
    FailingHarness harness;
    harness.plan().fail_once(ErrorCode::conflict);
    EXPECT_EQ(call.make(harness), ErrorCode::conflict) << call.name;
    EXPECT_EQ(call.make(harness), expected) << call.name;
  }
}

}  // namespace
}  // namespace audmg::database

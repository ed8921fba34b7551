// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The answers of all functions when a port fails: once, at each of its calls in turn, and always.
#include "audmg/core/base64.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/code_check.hpp"
#include "audmg/functions/credentials/invitation_token.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/functions/credentials/second_factor.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/identity/recovery_codes.hpp"
#include "audmg/identity/refresh_tokens.hpp"
#include "audmg/identity/secret_box.hpp"
#include "audmg/identity/totp.hpp"
#include "audmg/media/renderer.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::string_view kTotpSecret = "12345678901234567890";

struct World {
  Drive drive;
  http::Principal ada = drive.add_user("ada");
  http::Principal eve;
  AppPasswordId app_password;
  InvitationId invitation;
  std::string file_id;
  std::string trashed_id;
  std::string album;
  std::string archive;
  std::string open_upload;
  std::string full_upload;
  std::string refresh_token;

  World() {
    drive.services.app_address.set("http://localhost:8420");
    add_eve();
    add_factors();
    add_keys();
    file_id = text_of(*drive.upload(ada, sample_gif("old")).body.find("file"), "fileId");
    trashed_id = text_of(*drive.upload(ada, sample_gif("trashed")).body.find("file"), "fileId");
    EXPECT_EQ(drive.call(Call{.function = "delete_file"}.id(trashed_id), &ada).status, 204);
    album = drive.call(json_call("create_collection", R"({"title":"A","kind":"album"})"), &ada)
                .text("collectionId");
    archive = drive.call(json_call("create_download", R"({"fileIds":[")" + file_id + "\"]}"), &ada)
                  .text("downloadId");
    open_upload = drive.open_upload(ada, 1000).text("uploadId");
    const std::string wav = sample_wav(1000);
    full_upload = drive.open_upload(ada, wav.size()).text("uploadId");
    drive.put_part(ada, full_upload, 1, wav);
    // From now on there is a background plane, whose turn never comes.
    drive.policies.process_media = true;
    drive.policies.rendition_plan = media::default_plan();
    // The caches have expired, so every look-up is made.
    drive.clock.advance(identity::kLiveness);
  }

  class NoRenderer final : public media::Renderer {
    Result<media::Rendered> render(const media::RenderRequest&, const std::stop_token&) override {
      return fail(ErrorCode::internal, "nothing is rendered here");
    }
  } renderer;
  MediaServices media{.renderer = renderer, .plan = media::default_plan()};

  /// An admin who can log in and refresh. Ada, the first user, is one, too.
  void add_eve() {
    static const std::string kPhc = *drive.services.passwords.hash(kGoodPassword);
    eve = drive.add_user("eve");
    EXPECT_TRUE(drive.services.users.change_user(eve.user, {.role = database::Role::admin}));
    EXPECT_TRUE(drive.services.credentials.set_password_hash(ada.user, kPhc, ada.session));
    EXPECT_TRUE(drive.services.credentials.set_password_hash(eve.user, kPhc, {}));
    const TimePoint now = drive.clock.now();
    const database::Session session{.id = SessionId::make(now),
                                    .owner = eve.user,
                                    .created_at = now,
                                    .expires_at = now + std::chrono::hours(1)};
    EXPECT_TRUE(drive.services.sessions.create_session(session));
    refresh_token = drive.services.refresh_tokens.issue(eve.user, session.id, 1);
  }

  void add_factors() {
    const identity::Totp totp{
        .sealed_secret = drive.services.secret_box.seal(totp_context(ada.user), kTotpSecret),
        .added_at = drive.clock.now()};
    EXPECT_TRUE(change_factors(
        ada.user,
        [&](identity::Factors& factors) -> Result<bool> {
          factors.totp = factors.pending_totp = totp;
          factors.recovery_hashes = {identity::recovery_code_hash("a code")};
          factors.passkeys = {{.id = "cGFzc2tleQ",
                               .name = "phone",
                               .rp_id = "localhost",
                               .public_key = "a2V5",
                               .created_at = totp.added_at}};
          return true;
        },
        drive.services));
  }
  void add_keys() {
    app_password = AppPasswordId::make(drive.clock.now());
    EXPECT_TRUE(
        drive.services.app_passwords.create_app_password({.id = app_password,
                                                          .owner = ada.user,
                                                          .name = "player",
                                                          .secret_hash = std::string(64, '0'),
                                                          .scopes = "read",
                                                          .created_at = drive.clock.now()}));
    invitation = invite({.created_by = ada.user}, drive.services)->id;
  }

  /// Ada as the database has her.
  [[nodiscard]] database::User ada_user() const {
    return {.id = ada.user,
            .username = "ada",
            .email = "ada@example.org",
            .credential_version = 2,
            .created_at = {}};
  }
  [[nodiscard]] std::string totp_code() const {
    return identity::totp_code(kTotpSecret, identity::totp_step(drive.clock.now()));
  }
  [[nodiscard]] std::string link_token(LinkPurpose purpose) const {
    return make_link_token(purpose, ada_user(), "", drive.services);
  }

  /// Every stored file has its object.
  [[nodiscard]] bool is_sound() {
    const auto keys = drive.original_keys();
    const std::set<std::string> objects(keys.begin(), keys.end());
    for (const auto& file : drive.rows(ada.user)) {
      if (!objects.contains(file.object_key)) return false;
    }
    return true;
  }
};

struct Scenario {
  std::string_view function;
  std::function<Call(const World&)> call;
  int status;
  /// True if the function leaves notes (in the audit log, by mail, of addresses, of guesses), for
  /// want of which it does not fail.
  bool leaves_notes = false;
};

Call with_id(std::string_view function, const std::string& id) {
  return Call{.function = function}.id(id);
}

/// A call about the file and, if the path has an id, the album.
Call with_files(std::string_view function, const World& world, std::string_view more = "") {
  return json_call(function, R"({"fileIds":[")" + world.file_id + "\"]" + std::string(more) + '}')
      .id(world.album);
}

/// Calls of functions that take no field.
Scenario plain(std::string_view function, int status, bool leaves_notes = false) {
  return {function, [function](const World&) { return Call{.function = function}; }, status,
          leaves_notes};
}

/// Calls with the same body for every world.
Scenario with_body(std::string_view function, std::string body, int status) {
  return {function, [=](const World&) { return json_call(function, body); }, status, true};
}

const std::vector<Scenario>& account_scenarios() {
  static const std::string kPassword(kGoodPassword);
  static const std::string kNewPassword = R"("newPassword":"another calm sentence"})";
  // A passkey of nobody; true ones are tried over HTTP.
  static const std::string kPasskey =
      R"({"passkey":{"id":"x","type":"public-key","response":{"clientDataJSON":"e30",)"
      R"("authenticatorData":"e30","signature":"e30","attestationObject":"e30","userHandle":")" +
      to_base64url(std::as_bytes(std::span(UserId::make({}).text()))) + "\"}}}";
  static const std::vector<Scenario> kScenarios = {
      {"login_mfa",
       [](const World& w) {
         const auto half = second_factor_required(w.ada_user(), {}, w.drive.services);
         return json_call("login_mfa", R"({"mfaToken":)" + half.members.at(0).second +
                                           R"(,"code":")" + w.totp_code() + "\"}");
       },
       200, true},
      with_body("passkey_login", kPasskey, 401),
      plain("create_totp", 200),
      {"confirm_totp",
       [](const World& w) {
         return json_call("confirm_totp", R"({"code":")" + w.totp_code() + "\"}");
       },
       200, true},
      plain("delete_totp", 204, true),
      plain("create_recovery_codes", 200, true),
      plain("passkey_options", 200),
      with_body("create_passkey", kPasskey, 400),
      plain("list_passkeys", 200),
      {"change_passkey",
       [](const World&) {
         return json_call("change_passkey", R"({"name":"key"})").id("cGFzc2tleQ");
       },
       204},
      {"delete_passkey", [](const World&) { return with_id("delete_passkey", "cGFzc2tleQ"); }, 204,
       true},
      with_body("create_app_password", R"({"name":"tool","scopes":["read"]})", 201),
      plain("list_app_passwords", 200),
      {"delete_app_password",
       [](const World& w) { return with_id("delete_app_password", w.app_password.text()); }, 204,
       true},
      plain("get_account", 200),
      with_body("change_account", R"({"language":"de","deletion":null})", 200),
      plain("delete_account", 204, true),
      plain("export_account", 200, true),
      plain("list_audit", 200),
      plain("list_users", 200),
      {"change_user",
       [](const World& w) {
         return json_call("change_user", R"({"role":"user","disabled":false})")
             .id(w.eve.user.text());
       },
       200, true},
      {"create_reset_link",
       [](const World& w) { return with_id("create_reset_link", w.eve.user.text()); }, 200, true},
      {"reset_factors", [](const World& w) { return with_id("reset_factors", w.eve.user.text()); },
       200, true},
      with_body("create_invitation", R"({"email":"bob@example.org"})", 201),
      plain("list_invitations", 200),
      {"delete_invitation",
       [](const World& w) { return with_id("delete_invitation", w.invitation.text()); }, 204, true},
      plain("get_drive_status", 200),
      plain("list_all_audit", 200),
      with_body("reauthenticate", R"({"password":")" + kPassword + "\"}", 204),
      plain("list_sessions", 200),
      plain("end_other_sessions", 204, true),
      {"end_session", [](const World& w) { return with_id("end_session", w.ada.session.text()); },
       204, true},
      with_body("forgot_password", R"({"email":"ada@example.org"})", 202),
      with_body("resend_confirmation", R"({"email":"ada@example.org"})", 202),
      {"reset_password",
       [](const World& w) {
         return json_call(
             "reset_password",
             R"({"token":")" + w.link_token(LinkPurpose::reset_password) + "\"," + kNewPassword);
       },
       204, true},
      with_body("change_password", R"({"currentPassword":")" + kPassword + "\"," + kNewPassword,
                204),
      {"verify_email",
       [](const World& w) {
         return json_call("verify_email",
                          R"({"token":")" + w.link_token(LinkPurpose::verify_email) + "\"}");
       },
       204, true},
      with_body("change_email", R"({"email":"new@example.org","password":")" + kPassword + "\"}",
                202),
  };
  return kScenarios;
}

const std::vector<Scenario>& library_scenarios() {
  static const std::vector<Scenario> kScenarios = {
      {"signup",
       [](const World&) {
         return json_call("signup", R"({"username":"bob","email":"b@example.org","password":")" +
                                        std::string(kGoodPassword) + "\"}")
             .with("Idempotency-Key", "s");
       },
       201, true},
      {"signup_rules", [](const World&) { return Call{.function = "signup_rules"}; }, 200},
      {"login",
       [](const World&) {
         return json_call("login",
                          R"({"username":"eve","password":")" + std::string(kGoodPassword) + "\"}");
       },
       200, true},
      {"refresh",
       [](const World& world) {
         return json_call("refresh", R"({"refreshToken":")" + world.refresh_token + "\"}");
       },
       200},
      {"logout", [](const World&) { return Call{.function = "logout"}; }, 204},
      {"upload",
       [](const World&) { return Drive::form(sample_gif("new")).with("Idempotency-Key", "u"); },
       201},
      {"create_upload",
       [](const World&) {
         return json_call("create_upload", R"({"fileName":"a","contentType":"b","size":9})")
             .with("Idempotency-Key", "c");
       },
       201},
      {"get_upload", [](const World& w) { return with_id("get_upload", w.open_upload); }, 200},
      {"complete_upload",
       [](const World& w) {
         return with_id("complete_upload", w.full_upload).with("Idempotency-Key", "d");
       },
       201},
      {"abort_upload", [](const World& w) { return with_id("abort_upload", w.open_upload); }, 204},
      {"retrieve", [](const World&) { return Call{.function = "retrieve"}; }, 200},
      {"outline", [](const World&) { return Call{.function = "outline"}; }, 200},
      {"get_file", [](const World& w) { return with_id("get_file", w.file_id); }, 200},
      {"download", [](const World& w) { return with_id("download", w.file_id); }, 302},
      {"delete_file", [](const World& w) { return with_id("delete_file", w.file_id); }, 204},
      {"change_file",
       [](const World& w) { return json_call("change_file", R"({"title":"x"})").id(w.file_id); },
       200},
      {"change_files",
       [](const World& w) { return with_files("change_files", w, R"(,"patch":{"rating":5})"); },
       200},
      {"known_files",
       [](const World&) {
         return json_call("known_files", R"({"sha256":[")" + std::string(64, '0') + "\"]}");
       },
       200},
      {"list_trash", [](const World&) { return Call{.function = "list_trash"}; }, 200},
      {"restore_trash",
       [](const World& w) {
         return json_call("restore_trash", R"({"fileIds":[")" + w.trashed_id + "\"]}");
       },
       200},
      {"empty_trash", [](const World&) { return Call{.function = "empty_trash"}; }, 204},
      {"create_collection",
       [](const World&) {
         return json_call("create_collection", R"({"title":"B","kind":"playlist"})")
             .with("Idempotency-Key", "e");
       },
       201},
      {"list_collections", [](const World&) { return Call{.function = "list_collections"}; }, 200},
      {"get_collection", [](const World& w) { return with_id("get_collection", w.album); }, 200},
      {"change_collection",
       [](const World& w) {
         return json_call("change_collection", R"({"title":"C"})").id(w.album);
       },
       200},
      {"delete_collection", [](const World& w) { return with_id("delete_collection", w.album); },
       204},
      {"list_collection_files",
       [](const World& w) { return with_id("list_collection_files", w.album); }, 200},
      {"add_collection_files", [](const World& w) { return with_files("add_collection_files", w); },
       200},
      {"remove_collection_files",
       [](const World& w) { return with_files("remove_collection_files", w); }, 200},
      {"order_collection", [](const World& w) { return with_files("order_collection", w); }, 200},
      {"file_timeline", [](const World& w) { return with_id("file_timeline", w.file_id); }, 200},
      {"timeline", [](const World&) { return Call{.function = "timeline"}; }, 200},
      {"facets", [](const World&) { return Call{.function = "facets"}; }, 200},
      {"map", [](const World&) { return Call{.function = "map"}; }, 200},
      {"similar", [](const World&) { return Call{.function = "similar"}; }, 200},
      {"list_artists", [](const World&) { return Call{.function = "list_artists"}; }, 200},
      {"list_albums", [](const World&) { return Call{.function = "list_albums"}; }, 200},
      {"get_album", [](const World&) { return with_id("get_album", "0123456789abcdef"); }, 404},
      {"list_genres", [](const World&) { return Call{.function = "list_genres"}; }, 200},
      {"create_download",
       [](const World& w) {
         return json_call("create_download", R"({"fileIds":[")" + w.file_id + "\"]}")
             .with("Idempotency-Key", "f");
       },
       201},
      {"download_files", [](const World& w) { return with_id("download_files", w.archive); }, 200},
      {"retry_file", [](const World& w) { return with_id("retry_file", w.file_id); }, 202},
      {"request_rendition",
       [](const World& w) {
         return json_call("request_rendition", R"({"name":"display"})").id(w.file_id);
       },
       202},
      {"events", [](const World&) { return Call{.function = "events"}; }, 200},
      {"readyz", [](const World&) { return Call{.function = "readyz"}; }, 200},
  };
  return kScenarios;
}

std::vector<Scenario> scenarios() {
  std::vector<Scenario> all = library_scenarios();
  all.insert(all.end(), account_scenarios().begin(), account_scenarios().end());
  return all;
}

class PortFailures : public testing::TestWithParam<Scenario> {};

TEST_P(PortFailures, OnceAtEachCall) {
  const Scenario& scenario = GetParam();
  for (int passed = 0; passed < 60; ++passed) {
    World world;
    world.drive.failures.fail_after(passed, ErrorCode::unavailable);
    const Answer answer = world.drive.call(scenario.call(world), &world.ada);
    const bool was_hit = !world.drive.failures.is_pending();
    world.drive.failures.stop_failing();
    EXPECT_TRUE(world.is_sound()) << passed;
    if (!was_hit) {
      EXPECT_EQ(answer.status, scenario.status);
      EXPECT_GT(passed, 0) << "no port was called at all";
      return;
    }
    // Once the files are doomed the trash is empty; rows and objects follow.
    const bool is_gone = scenario.function == "empty_trash" && answer.status == 204;
    // The download is there, though not the note that its key was used: another one costs nothing.
    const bool is_there = scenario.function == "create_download" && answer.status == 201;
    const bool lacks_a_note = scenario.leaves_notes && answer.status == scenario.status;
    if (!is_gone && !is_there && !lacks_a_note) {
      EXPECT_EQ(answer.status, 503) << "call " << passed << ": " << answer.verdict();
      EXPECT_TRUE(answer.headers.find("Retry-After")) << passed;
    }
    EXPECT_FALSE(answer.text("message").contains("on purpose")) << "an inner message got out";
    // Whatever failed, the work is either done and noted or neither: the key is never left busy.
    const Answer again = world.drive.call(scenario.call(world), &world.ada);
    EXPECT_NE(again.text("code"), "idempotency_in_progress") << passed;
    if (scenario.call(world).headers.find("Idempotency-Key")) {
      EXPECT_EQ(again.status, scenario.status) << passed << again.verdict();
    }
  }
  FAIL() << "more calls than thought";
}

TEST_P(PortFailures, ForEver) {
  const Scenario& scenario = GetParam();
  World world;
  world.drive.failures.fail_always(ErrorCode::internal);
  const Answer answer = world.drive.call(scenario.call(world), &world.ada);
  world.drive.failures.stop_failing();
  EXPECT_EQ(answer.status, scenario.function == "readyz" ? 503 : 500);
  EXPECT_TRUE(world.is_sound());
  // And once the port works again, so does the function.
  EXPECT_EQ(world.drive.call(scenario.call(world), &world.ada).status, scenario.status);
}

INSTANTIATE_TEST_SUITE_P(Functions, PortFailures, testing::ValuesIn(scenarios()),
                         [](const auto& one) { return std::string(one.param.function); });

TEST(PortFailuresTable, HasEveryFunctionThatUsesAPort) {
  std::set<std::string_view> tested;
  for (const Scenario& scenario : scenarios()) tested.insert(scenario.function);
  for (const Route& route : routes()) {
    const bool uses_no_port = route.executor == Executor::event_loop;
    EXPECT_NE(tested.contains(route.function), uses_no_port) << route.function;
  }
}

}  // namespace
}  // namespace audmg::functions

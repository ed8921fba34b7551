// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The answers of all functions when a port fails: once, at each of its calls in turn, and always.
#include "audmg/core/clock.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/identity/refresh_tokens.hpp"
#include "audmg/media/renderer.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {
namespace {

struct World {
  Drive drive;
  http::Principal ada = drive.add_user("ada");
  std::string file_id;
  std::string trashed_id;
  std::string album;
  std::string archive;
  std::string open_upload;
  std::string full_upload;
  std::string refresh_token;

  World() {
    add_eve();
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

  /// A user who can log in and refresh.
  void add_eve() {
    static const std::string kPhc = *drive.services.passwords.hash(kGoodPassword);
    const http::Principal eve = drive.add_user("eve");
    EXPECT_TRUE(drive.services.users.set_password_hash(eve.user, kPhc));
    const TimePoint now = drive.clock.now();
    const auto token = identity::make_refresh_token(eve.user, SessionId::make(now));
    EXPECT_TRUE(drive.services.sessions.create_session(
        {token.session, token.user, token.hash(), now, now + std::chrono::hours(1)}));
    refresh_token = token.text();
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
};

Call with_id(std::string_view function, const std::string& id) {
  return Call{.function = function}.id(id);
}

/// A call about the file and, if the path has an id, the album.
Call with_files(std::string_view function, const World& world, std::string_view more = "") {
  return json_call(function, R"({"fileIds":[")" + world.file_id + "\"]" + std::string(more) + '}')
      .id(world.album);
}

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> kScenarios = {
      {"signup",
       [](const World&) {
         return json_call("signup", R"({"username":"bob","email":"b@example.org","password":")" +
                                        std::string(kGoodPassword) + "\"}")
             .with("Idempotency-Key", "s");
       },
       201},
      {"login",
       [](const World&) {
         return json_call("login",
                          R"({"username":"eve","password":")" + std::string(kGoodPassword) + "\"}");
       },
       200},
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
    if (!is_gone && !is_there) {
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

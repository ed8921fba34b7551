// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/jobs/dead_letters.hpp"
#include "audmg/functions/jobs/rebuild.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using database::FileStatus;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

/// Carries out the plan of a job as the decoders do, without decoding anything.
class FormsRenderer final : public media::Renderer {
 public:
  Result<media::Rendered> render(const media::RenderRequest& request,
                                 const std::stop_token&) override {
    ++calls;
    limits = request.limits;
    if (meanwhile) std::exchange(meanwhile, nullptr)();
    if (failure) return std::unexpected(*failure);
    media::Rendered rendered;
    rendered.record.version = media::kFactsVersion;
    rendered.record.audio = media::AudioFacts{.duration_seconds = seconds,
                                              .channels = 2,
                                              .sample_rate = 44'100,
                                              .codec = "flac",
                                              .plays_everywhere = plays_everywhere};
    for (const media::AudioRecipe& recipe : request.plan.audio) {
      const bool is_unasked =
          seconds <= 3600 && media::is_made_unasked(recipe.use, plays_everywhere, seconds);
      if (is_unasked || recipe.use == media::AudioUse::on_demand) {
        add(rendered, recipe.name, recipe_id(recipe), "audio/mpeg");
      }
    }
    if (request.plan.waveform.binary) {
      add(rendered, "waveform", recipe_id(request.plan.waveform, false),
          "application/octet-stream");
    }
    return rendered;
  }

  int calls = 0;
  double seconds = 60;
  bool plays_everywhere = true;
  media::MediaLimits limits;
  std::optional<Error> failure;
  std::function<void()> meanwhile;

 private:
  static void add(media::Rendered& rendered, const std::string& name, const std::string& recipe,
                  const std::string& type) {
    rendered.record.renditions.push_back(
        {.name = name, .recipe = recipe, .content_type = type, .size = name.size()});
    Descriptor file(memfd_create("rendition", MFD_CLOEXEC));
    EXPECT_EQ(::write(file.get(), name.data(), name.size()), static_cast<ssize_t>(name.size()));
    rendered.files.push_back({.name = name, .file = std::move(file), .size = name.size()});
  }
};

class LaterRenditionsTest : public DriveTest {
 protected:
  LaterRenditionsTest() {
    drive.policies.process_media = true;
    use_plan("universal=mp3:160k,opus=opus:128k:on_demand");
    EXPECT_EQ(drive.upload(who, sample_wav(1000), "song.wav").status, 201);
  }

  void use_plan(std::string_view text) {
    media.plan = *media::parse_rendition_plan(text);
    media.plan.waveform.json = false;
    drive.policies.rendition_plan = media.plan;
  }

  Answer ask(const std::string& name) {
    return call(json_call("request_rendition", "{\"name\":\"" + name + "\"}").id(row().id.text()),
                who);
  }

  /// Works on all messages that wait, as the worker would.
  Result<void> work(std::uint32_t receive_count = 1) {
    for (;;) {
      const auto received = queue->receive_message({.wait_time = std::chrono::milliseconds(0)}, {});
      EXPECT_TRUE(received);
      if (!received || received->empty()) return {};
      for (const auto& message : *received) {
        auto done =
            functions::media({.body = message.body, .receive_count = receive_count}, rendering);
        if (!done) return done;
        EXPECT_TRUE(queue->delete_message(message.receipt_handle));
      }
    }
  }
  Result<void> take(const std::string& rendition, std::uint32_t receive_count = 1) {
    const std::string body =
        write_media_message({.owner = who.user, .file = row().id, .rendition = rendition});
    return functions::media({.body = body, .receive_count = receive_count}, rendering);
  }
  std::uint64_t waiting() { return queue->get_queue_attributes()->visible; }

  database::File row() { return drive.rows(who.user).front(); }
  media::MediaRecord record() {
    auto found = media::record_from_json(row().media_record);
    EXPECT_TRUE(found) << row().failure_reason;
    return found.value_or(media::MediaRecord{});
  }
  std::vector<std::string> names() {
    const media::MediaRecord now = record();
    std::vector<std::string> found;
    for (const auto& rendition : now.renditions) found.push_back(rendition.name);
    return found;
  }
  std::vector<std::string> events(std::string_view type) {
    std::vector<std::string> details;
    const auto all = drive.services.events.list_file_events(who.user, row().id, 100);
    for (const auto& event : *all) {
      if (event.type == type) details.push_back(event.detail);
    }
    return details;
  }
  std::vector<std::string> on_demand() {
    std::vector<std::string> found;
    const Answer file = call(Call{.function = "get_file"}.id(row().id.text()), who);
    if (file.body.find("renditionsOnDemand") == nullptr) return found;
    for (const json::Value& name : file.list("renditionsOnDemand")) {
      found.push_back(*name.as_string());
    }
    return found;
  }
  void restart(bool lacking_only) {
    ASSERT_TRUE(
        drive.services.processing.restart_processing({who.user, row().id, drive.clock.now()}));
    ASSERT_TRUE(
        functions::media({.body = write_media_message(
                              {.owner = who.user, .file = row().id, .lacking_only = lacking_only})},
                         rendering));
  }

  FormsRenderer renderer;
  MediaServices media{.renderer = renderer, .plan = {}};
  const RenderingServices rendering = drive.rendering(media);
  http::Principal who = drive.add_user("ada");
  SystemClock clock;
  std::unique_ptr<queue::SqliteMessageQueue> queue =
      *queue::make_sqlite_message_queue(drive.connections(), std::string(kMediaQueue), clock);
};

TEST_F(LaterRenditionsTest, AreMadeWhenSomebodyAsks) {
  ASSERT_TRUE(work());
  EXPECT_THAT(names(), ElementsAre("waveform"));
  EXPECT_THAT(on_demand(), ElementsAre("universal", "opus"));

  const Answer asked = ask("opus");
  EXPECT_EQ(asked.status, 202);
  EXPECT_EQ(asked.text("status"), "ready");
  EXPECT_EQ(waiting(), 1U);
  renderer.meanwhile = [&] { EXPECT_EQ(row().status, FileStatus::ready); };
  ASSERT_TRUE(work());
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_THAT(names(), ElementsAre("opus", "waveform"));
  EXPECT_THAT(on_demand(), ElementsAre("universal"));
  EXPECT_EQ(drive.read_object(record().renditions[0].object_key), "opus");
  EXPECT_THAT(events("file.rendition_ready"),
              ElementsAre(R"({"fileName":"song.wav","kind":"audio","name":"opus"})"));
  EXPECT_EQ(events("file.ready").size(), 1U);

  EXPECT_EQ(ask("opus").status, 200);
  EXPECT_EQ(waiting(), 0U);
  const int calls = renderer.calls;
  ASSERT_TRUE(take("opus")) << "the same message again";
  EXPECT_EQ(renderer.calls, calls);
  // Whoever wants the universal form of what plays everywhere gets it, too.
  EXPECT_EQ(ask("universal").status, 202);
  ASSERT_TRUE(work());
  EXPECT_THAT(names(), ElementsAre("universal", "opus", "waveform"));
  EXPECT_THAT(on_demand(), IsEmpty());
  EXPECT_EQ(ask("waveform").status, 200);
}

TEST_F(LaterRenditionsTest, AreAskedForByName) {
  ASSERT_TRUE(work());
  EXPECT_EQ(ask("flac").verdict(), "400 validation_failed name invalid");
  EXPECT_EQ(ask("small").verdict(), "400 validation_failed name invalid");
  EXPECT_EQ(ask("").verdict(), "400 validation_failed name invalid");
  EXPECT_THAT(row().asked_renditions, IsEmpty());
  const http::Principal eve = drive.add_user("eve");
  EXPECT_EQ(
      call(json_call("request_rendition", R"({"name":"opus"})").id(row().id.text()), eve).verdict(),
      "404 not_found");
  drive.policies.process_media = false;
  EXPECT_EQ(ask("opus").verdict(), "409 media_off");
  EXPECT_THAT(on_demand(), IsEmpty());
}

TEST_F(LaterRenditionsTest, AreAskedForOnce) {
  ASSERT_TRUE(work());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ask("opus").status, 202);
  EXPECT_EQ(waiting(), 1U);
  drive.clock.advance(kAttemptLease + std::chrono::minutes(1));
  EXPECT_EQ(ask("opus").status, 202);
  EXPECT_EQ(waiting(), 2U) << "the first message may be lost";
  ASSERT_TRUE(work());
  EXPECT_EQ(renderer.calls, 2);
}

TEST_F(LaterRenditionsTest, AreMadeAfterTheFileWhenAskedForBefore) {
  EXPECT_EQ(ask("opus").status, 202);
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(renderer.calls, 0) << "the file's own message is still to come";
  ASSERT_TRUE(work());
  EXPECT_EQ(renderer.calls, 2);
  EXPECT_THAT(names(), ElementsAre("opus", "waveform"));
}

TEST_F(LaterRenditionsTest, AreMadeAfterTheFileWhenAskedForMeanwhile) {
  renderer.meanwhile = [&] {
    EXPECT_EQ(ask("opus").status, 202);
    ASSERT_TRUE(take("opus"));
  };
  ASSERT_TRUE(work());
  EXPECT_THAT(names(), ElementsAre("opus", "waveform"));
  EXPECT_EQ(events("file.rendition_ready").size(), 1U);
}

TEST_F(LaterRenditionsTest, CanFailWithoutTheFile) {
  ASSERT_TRUE(work());
  const std::string before = row().media_record;
  ask("opus");
  renderer.failure = Error{ErrorCode::too_large, "A rendition of it is too large."};
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(row().media_record, before);
  EXPECT_EQ(row().failure_reason, "");
  EXPECT_THAT(row().asked_renditions, IsEmpty());
  EXPECT_EQ(events("attempt.failed").size(), 1U);
  EXPECT_THAT(events("file.rendition_failed"),
              ElementsAre(R"({"fileName":"song.wav","kind":"audio","name":"opus",)"
                          R"("reason":"A rendition of it is too large."})"));
  EXPECT_EQ(waiting(), 1U);
  ask("opus");
  EXPECT_EQ(waiting(), 2U) << "asked again";
}

TEST_F(LaterRenditionsTest, ThatTakeLongerThanAFunctionRunsAreNotTriedForEver) {
  ASSERT_TRUE(work());
  ask("opus");
  media.limits.max_attempt = std::chrono::seconds(800);
  renderer.failure = Error{ErrorCode::deadline_exceeded, "out of time"};
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(renderer.limits.max_wall, media.limits.max_attempt);
  EXPECT_THAT(row().asked_renditions, IsEmpty());
  EXPECT_THAT(events("file.rendition_failed"),
              ElementsAre(testing::HasSubstr("longer to decode than a function may run here")));
}

TEST_F(LaterRenditionsTest, AreTriedAgainAfterACrash) {
  ASSERT_TRUE(work());
  ask("opus");
  renderer.failure = Error{ErrorCode::internal, "The decoder crashed.", true};
  EXPECT_FALSE(take("opus", 1));
  EXPECT_FALSE(take("opus", 2));
  EXPECT_THAT(row().asked_renditions, ElementsAre("opus"));
  EXPECT_TRUE(take("opus", 3));
  EXPECT_THAT(row().asked_renditions, IsEmpty());
  EXPECT_EQ(row().status, FileStatus::ready);
}

TEST_F(LaterRenditionsTest, WaitForMeans) {
  ASSERT_TRUE(work());
  ask("opus");
  renderer.failure = Error{ErrorCode::unavailable, "no descriptors", true};
  EXPECT_FALSE(take("opus", queue::kMaxReceiveCount - 1));
  ASSERT_TRUE(take("opus", queue::kMaxReceiveCount));
  const auto attributes = queue->get_queue_attributes();
  EXPECT_EQ(attributes->visible + attributes->delayed, 2U) << "the one of the ask, and a fresh one";
  EXPECT_THAT(row().asked_renditions, ElementsAre("opus"));
}

TEST_F(LaterRenditionsTest, ThatWaitForMeansDoNotDisturbTheFilesOwnAttempt) {
  ASSERT_TRUE(work());
  ask("opus");
  auto& processing = drive.services.processing;
  std::optional<database::ProcessingAttempt> own;
  renderer.failure = Error{ErrorCode::unavailable, "no descriptors", true};
  renderer.meanwhile = [&] {
    ASSERT_TRUE(processing.restart_processing({who.user, row().id, drive.clock.now()}));
    own = *processing.begin_processing({who.user, row().id, drive.clock.now()});
  };
  ASSERT_TRUE(take("opus", queue::kMaxReceiveCount));
  ASSERT_TRUE(own);
  EXPECT_TRUE(processing.finish_processing({.owner = own->file.owner,
                                            .id = own->file.id,
                                            .fencing_token = own->fencing_token,
                                            .status = FileStatus::ready,
                                            .media_record = own->file.media_record,
                                            .failure_reason = {},
                                            .outbox = {}}));
}

TEST_F(LaterRenditionsTest, AreMadeSideBySide) {
  ASSERT_TRUE(work());
  ask("opus");
  ask("universal");
  renderer.meanwhile = [&] { ASSERT_TRUE(take("universal")); };
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(renderer.calls, 3) << "each is encoded once";
  EXPECT_THAT(names(), ElementsAre("universal", "opus", "waveform"));
  EXPECT_EQ(events("file.rendition_ready").size(), 2U);
  const auto keys = drive.object_keys();
  EXPECT_THAT(keys, Contains(record().renditions[0].object_key));
  EXPECT_THAT(keys, Contains(record().renditions[1].object_key));
}

TEST_F(LaterRenditionsTest, AreKeptWhenTheFactsAreReadMeanwhile) {
  ASSERT_TRUE(work());
  auto old = record();
  old.version = 1;
  ASSERT_TRUE(drive.connections().writer.submit([&](sqlite::Connection& connection) {
    return connection.execute("UPDATE files SET media_record = '" + media::record_to_json(old) +
                              "'");
  }));
  ask("opus");
  renderer.meanwhile = [&] {
    const std::string refresh =
        write_media_message({.owner = who.user, .file = row().id, .lacking_only = true});
    renderer.meanwhile = [&] { EXPECT_TRUE(take("opus")); };
    ASSERT_TRUE(functions::media({.body = refresh}, rendering));
    EXPECT_EQ(record().version, media::kFactsVersion);
  };
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(record().version, media::kFactsVersion);
  EXPECT_THAT(names(), ElementsAre("opus", "waveform"));
}

TEST_F(LaterRenditionsTest, OfAFileWithoutARecordAreMadeAfterIt) {
  drive.policies.process_media = false;
  ASSERT_EQ(drive.upload(who, sample_wav(2000), "unprocessed.wav").status, 201);
  drive.policies.process_media = true;
  ASSERT_EQ(row().status, FileStatus::ready);
  ASSERT_EQ(row().media_record, "");
  EXPECT_EQ(ask("opus").status, 202);
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_THAT(names(), ElementsAre("opus", "waveform"));
}

TEST_F(LaterRenditionsTest, OfAFileThatCannotBeReadAreGivenUp) {
  drive.policies.process_media = false;
  ASSERT_EQ(drive.upload(who, sample_wav(2000), "unprocessed.wav").status, 201);
  drive.policies.process_media = true;
  ask("opus");
  renderer.failure = Error{ErrorCode::invalid_argument, "No audio could be decoded."};
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_THAT(row().asked_renditions, IsEmpty());
  EXPECT_EQ(events("file.rendition_failed").size(), 1U);
}

TEST_F(LaterRenditionsTest, OfDeadMessagesAreGivenUp) {
  ASSERT_TRUE(work());
  ask("opus");
  for (int i = 0; i < 6; ++i) {
    const auto received = queue->receive_message({.wait_time = std::chrono::milliseconds(0)}, {});
    for (const auto& message : *received) {
      ASSERT_TRUE(queue->change_message_visibility(message.receipt_handle,
                                                   std::chrono::milliseconds(0), "killed"));
    }
  }
  ASSERT_EQ(queue->get_queue_attributes()->dead, 1U);
  std::string position;
  EXPECT_EQ(*fail_dead_files(*queue, position, drive.services), 0U);
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_THAT(row().asked_renditions, IsEmpty());
  EXPECT_THAT(events("file.rendition_failed"),
              ElementsAre(R"({"fileName":"song.wav","kind":"audio","name":"opus","reason":)"
                          R"("It could not be made: it takes too long, or the decoder fails."})"));
  drive.clock.advance(std::chrono::minutes(1));
  ask("opus");
  EXPECT_EQ(*fail_dead_files(*queue, position, drive.services), 0U);
  EXPECT_THAT(row().asked_renditions, ElementsAre("opus")) << "the new message is not dead";
}

TEST_F(LaterRenditionsTest, OfAFileThatFailedAreRefused) {
  renderer.failure = Error{ErrorCode::invalid_argument, "No audio could be decoded."};
  ASSERT_TRUE(work());
  EXPECT_EQ(ask("opus").verdict(), "409 file_failed");
}

TEST_F(LaterRenditionsTest, LeaveAStatusThatARebuildHasChanged) {
  ASSERT_TRUE(work());
  ask("opus");
  renderer.meanwhile = [&] {
    ASSERT_TRUE(
        drive.services.processing.restart_processing({who.user, row().id, drive.clock.now()}));
  };
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(row().status, FileStatus::processing) << "its own attempt is still to come";
  EXPECT_THAT(names(), Contains("opus"));
}

TEST_F(LaterRenditionsTest, GiveWayToAnAttemptThatMakesTheFileReady) {
  ASSERT_TRUE(work());
  ask("opus");
  renderer.meanwhile = [&] { restart(false); };
  ASSERT_TRUE(take("opus"));
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_THAT(names(), ElementsAre("opus", "waveform")) << "made by the newer one";
}

TEST_F(LaterRenditionsTest, SurviveARebuildAndAreMadeAgainByIt) {
  ASSERT_TRUE(work());
  ask("opus");
  ASSERT_TRUE(work());
  restart(false);
  EXPECT_THAT(names(), ElementsAre("opus", "waveform"));
  const std::string former = record().renditions[0].object_key;

  use_plan("universal=mp3:160k,opus=opus:96k:on_demand");
  const RebuildDecision decision = decide_rebuild(row(), media.plan, drive.clock.now());
  EXPECT_EQ(decision.verdict, RebuildVerdict::lacks_renditions);
  EXPECT_THAT(decision.lacking, ElementsAre("audio-v1-opus-96000"));
  restart(true);
  EXPECT_THAT(names(), ElementsAre("opus", "waveform"));
  EXPECT_EQ(record().renditions[0].recipe, "audio-v1-opus-96000");
  EXPECT_THAT(drive.object_keys(), Not(Contains(former)));
}

TEST_F(LaterRenditionsTest, WhatAnEarlierPlanMadeStays) {
  use_plan("universal=mp3:160k,opus=opus:128k,hq=m4a:256k");
  renderer.plays_everywhere = false;
  ASSERT_TRUE(work());
  EXPECT_THAT(names(), ElementsAre("universal", "opus", "hq", "waveform"));
  const auto objects = drive.object_keys();

  renderer.plays_everywhere = true;
  use_plan("universal=mp3:160k,opus=opus:96k:on_demand");
  EXPECT_EQ(decide_rebuild(row(), media.plan, drive.clock.now()).verdict,
            RebuildVerdict::up_to_date);
  for (const bool lacking_only : {true, false}) {
    restart(lacking_only);
    EXPECT_THAT(names(), UnorderedElementsAre("universal", "opus", "hq", "waveform"));
    EXPECT_EQ(drive.object_keys(), objects);
  }
  EXPECT_EQ(ask("hq").status, 200);
}

TEST_F(LaterRenditionsTest, OfLongAudioFollowWhenItIsReady) {
  renderer.seconds = 20 * 3600;
  renderer.plays_everywhere = false;
  EXPECT_EQ(functions::media({.body = write_media_message({.owner = who.user, .file = row().id})},
                             rendering)
                .has_value(),
            true);
  EXPECT_EQ(renderer.calls, 2);
  EXPECT_THAT(names(), ElementsAre("universal", "waveform"));
  EXPECT_EQ(renderer.limits.max_cpu, media::audio_limits({}, 20 * 3600).max_cpu);
  const auto all = drive.services.events.list_file_events(who.user, row().id, 100);
  std::vector<std::string> types;
  for (const auto& event : *all) types.push_back(event.type);
  EXPECT_THAT(types, ElementsAre("file.uploaded", "attempt.started", "file.ready",
                                 "attempt.started", "file.rendition_ready"));
}

TEST_F(LaterRenditionsTest, OfLongAudioThatPlaysAreNotMade) {
  use_plan("universal=mp3:160k,opus=opus:128k");
  renderer.seconds = 2 * 3600;
  ASSERT_TRUE(work());
  EXPECT_EQ(renderer.calls, 1);
  EXPECT_THAT(names(), ElementsAre("waveform"));
  EXPECT_THAT(on_demand(), ElementsAre("universal", "opus"));
}

TEST_F(LaterRenditionsTest, OfADeletedFileLeaveNothing) {
  ASSERT_TRUE(work());
  ask("opus");
  renderer.meanwhile = [&] {
    EXPECT_EQ(
        call(Call{.function = "delete_file"}.id(row().id.text()).where("permanent", "true"), who)
            .status,
        204);
  };
  ASSERT_TRUE(work());
  EXPECT_TRUE(drive.object_keys().empty());
}

TEST(AudioLimits, GrowWithTheLength) {
  const media::MediaLimits unknown = media::audio_limits();
  EXPECT_EQ(unknown.max_cpu, media::MediaLimits{}.max_cpu + std::chrono::minutes(16));
  EXPECT_EQ(unknown.max_wall, 2 * unknown.max_cpu);
  EXPECT_LT(unknown.max_wall, kAttemptLease);
  const media::MediaLimits long_audio = media::audio_limits({}, 50 * 3600);
  EXPECT_EQ(long_audio.max_cpu, media::MediaLimits{}.max_cpu + std::chrono::minutes(200));
  EXPECT_EQ(long_audio.max_output_bytes, std::uint64_t{50} * 3600 * 64'000);
}

TEST(AudioLimits, EndWhereTheRuntimeDoes) {
  media::MediaLimits limits;
  limits.max_attempt = std::chrono::seconds(800);
  EXPECT_EQ(media::audio_limits(limits).max_wall, limits.max_attempt);
  limits.max_attempt = std::chrono::hours(5);
  EXPECT_EQ(media::audio_limits(limits).max_wall, media::audio_limits().max_wall);
}

TEST(AttemptLease, IsLongerThanTheLongestDecoding) {
  database::File file;
  file.kind = database::FileKind::audio;
  EXPECT_EQ(attempt_lease(file), kAttemptLease) << "nothing is known of it";
  media::MediaRecord record;
  record.audio.emplace();
  for (const double length : {0.1, 5.0, 10.0, 50.0, 200.0}) {
    record.audio->duration_seconds = length * 3600;
    file.media_record = media::record_to_json(record);
    EXPECT_GT(attempt_lease(file), media::audio_limits({}, length * 3600).max_wall) << length;
    EXPECT_GE(attempt_lease(file), kAttemptLease);
  }
  file.kind = database::FileKind::image;
  EXPECT_EQ(attempt_lease(file), kAttemptLease);
}

TEST(AudioLimits, DoNotGrowWithALengthThatNoFileMayHave) {
  const media::MediaLimits longest = media::audio_limits({}, 200 * 3600);
  const media::MediaLimits claimed = media::audio_limits({}, 10'000'000);
  EXPECT_EQ(claimed.max_cpu, longest.max_cpu);
  EXPECT_EQ(claimed.max_output_bytes, longest.max_output_bytes);
}

}  // namespace
}  // namespace audmg::functions

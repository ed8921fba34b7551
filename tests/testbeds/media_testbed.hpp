// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace audmg::functions {

/// Gives what the test says, without decoding anything.
class ScriptedRenderer final : public media::Renderer {
 public:
  Result<media::Rendered> render(const media::RenderRequest& request,
                                 const std::stop_token&) override {
    ++calls;
    content_type = request.content_type;
    plan = request.plan;
    sidecar.assign(request.sidecar_size, '\0');
    EXPECT_EQ(request.sidecar >= 0, request.sidecar_size > 0);
    if (request.sidecar >= 0) {
      EXPECT_EQ(::pread(request.sidecar, sidecar.data(), sidecar.size(), 0),
                static_cast<ssize_t>(sidecar.size()));
    }
    facts_only = request.facts_only;
    if (meanwhile) meanwhile();
    if (failure && !failure_has_facts) return std::unexpected(*failure);
    media::Rendered rendered;
    rendered.record.version = media::kFactsVersion;
    rendered.record.image = media::ImageFacts{.width = 4, .height = 3, .camera_make = camera};
    rendered.record.damaged = damaged;
    rendered.failure = failure;
    if (failure || facts_only) return rendered;
    rendered.record.renditions.push_back({.name = name,
                                          .recipe = recipe,
                                          .content_type = "image/webp",
                                          .size = text.size(),
                                          .width = 4,
                                          .height = 3});
    Descriptor file(memfd_create("rendition", MFD_CLOEXEC));
    EXPECT_EQ(::write(file.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    rendered.files.push_back({.name = name, .file = std::move(file), .size = text.size()});
    return rendered;
  }

  int calls = 0;
  std::string name = "small";
  std::string text = "a rendition";
  std::string recipe = "webp-256-q75-v1";
  std::string content_type;
  /// The bytes of the sidecar that came with the last call.
  std::string sidecar;
  std::string camera;
  std::string damaged;
  media::RenditionPlan plan;
  bool facts_only = false;
  std::optional<Error> failure;
  bool failure_has_facts = false;
  std::function<void()> meanwhile;
};

class MediaTest : public DriveTest {
 protected:
  MediaTest() { drive.policies.process_media = true; }

  database::File added() {
    EXPECT_EQ(drive.upload(who, media_bytes()).status, 201);
    return drive.rows(who.user).front();
  }
  static std::string media_bytes() { return sample_gif(); }
  std::string body() { return write_media_message({.owner = who.user, .file = row().id}); }

  /// Takes the next message as the worker would; what the function said.
  Result<void> work(std::uint32_t receive_count = 1) {
    const auto received = queue->receive_message({.wait_time = std::chrono::milliseconds(0)}, {});
    EXPECT_TRUE(received && received->size() == 1);
    const auto done = functions::media(
        {.body = received->front().body, .receive_count = receive_count}, rendering);
    if (!done) reason = done.error().message;
    if (done) {
      EXPECT_TRUE(queue->delete_message(received->front().receipt_handle));
    }
    return done;
  }

  /// As a rebuild does it.
  void restart() {
    ASSERT_TRUE(
        drive.services.processing.restart_processing({who.user, row().id, drive.clock.now()}));
  }

  database::File row() { return drive.rows(who.user).front(); }
  std::vector<std::string> event_types() {
    std::vector<std::string> types;
    const auto events = drive.services.events.list_file_events(who.user, row().id, 100);
    for (const auto& event : *events) types.push_back(event.type);
    return types;
  }

  /// Why the last work() failed.
  std::string reason;
  ScriptedRenderer renderer;
  MediaServices media{.renderer = renderer, .plan = media::default_plan()};
  const RenderingServices rendering = drive.rendering(media);
  http::Principal who = drive.add_user("ada");
  SystemClock clock;
  std::unique_ptr<queue::SqliteMessageQueue> queue =
      *queue::make_sqlite_message_queue(drive.connections(), std::string(kMediaQueue), clock);
};

}  // namespace audmg::functions

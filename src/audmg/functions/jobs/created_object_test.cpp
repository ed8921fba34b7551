// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/created_object.hpp"

#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/media/renderer.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::functions {
namespace {

/// Counts what it is asked for, and finds it bad.
class CountingRenderer final : public media::Renderer {
 public:
  Result<media::Rendered> render(const media::RenderRequest&, const std::stop_token&) override {
    ++calls;
    return fail(ErrorCode::invalid_argument, "not a picture");
  }
  int calls = 0;
};

/// Returns the notification that Amazon S3 sends about objects that were written.
std::string notification(const std::vector<std::string>& keys) {
  json::Writer json;
  json.begin_object().key("Records").begin_array();
  for (const std::string& key : keys) {
    json.begin_object().field("eventSource", "aws:s3").field("eventName", "ObjectCreated:Put");
    json.key("s3").begin_object().key("object").begin_object().field("key", key);
    json.end_object().end_object().end_object();
  }
  return std::move(json.end_array().end_object()).take();
}

class CreatedObjectTest : public DriveTest {
 protected:
  CreatedObjectTest() {
    drive.policies.process_media = true;
    EXPECT_EQ(drive.upload(ada_, sample_gif()).status, 201);
  }
  database::File row() { return drive.rows(ada_.user).front(); }
  Result<void> tell(const std::vector<std::string>& keys) {
    return media({.body = notification(keys)}, drive.rendering(media_));
  }

  CountingRenderer renderer_;
  MediaServices media_{.renderer = renderer_, .plan = media::default_plan()};
  http::Principal ada_ = drive.add_user("ada");
};

TEST_F(CreatedObjectTest, HasTheFileProcessedOnce) {
  ASSERT_TRUE(tell({"orig/unknown", row().object_key, row().object_key}));
  EXPECT_EQ(renderer_.calls, 1);
  EXPECT_EQ(row().status, database::FileStatus::failed);
  ASSERT_TRUE(tell({row().object_key}));
  EXPECT_EQ(renderer_.calls, 1) << "S3 may tell it again";
}

TEST_F(CreatedObjectTest, LeavesAFileAloneWhoseOwnMessageWasFirst) {
  const auto event = make_event(kAttemptStarted, "{}", drive.services);
  ASSERT_TRUE(drive.services.processing.begin_processing(
      {ada_.user, row().id, drive.clock.now(), {.messages = {}, .events = {event}}}));
  ASSERT_TRUE(tell({row().object_key}));
  EXPECT_EQ(renderer_.calls, 0);
  EXPECT_EQ(row().status, database::FileStatus::processing);
}

TEST_F(CreatedObjectTest, IsDoneWithKeysOfNoFile) {
  const std::string owner = ada_.user.text();
  for (const std::string& key :
       {std::string("orig/"), std::string("orig/nobody/x"), "orig/" + owner,
        "orig/" + owner + "/0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a", "deriv/" + owner + "/a/b",
        row().object_key + "x"}) {
    const auto file = find_unbegun_file(key, drive.services);
    EXPECT_TRUE(file && !*file) << key;
    EXPECT_TRUE(tell({key})) << key;
  }
  EXPECT_EQ(renderer_.calls, 0);
}

TEST_F(CreatedObjectTest, IsToldAgainWhenTheRecordsDoNotAnswer) {
  const std::string key = row().object_key;
  drive.failures.fail_after(0, ErrorCode::unavailable);
  EXPECT_FALSE(tell({key}));
  EXPECT_EQ(renderer_.calls, 0);
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/object_created.hpp"

#include "audmg/functions/drive_testbed.hpp"
#include "audmg/functions/file_events.hpp"
#include "audmg/media/renderer.hpp"

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

class ObjectCreatedTest : public DriveTest {
 protected:
  ObjectCreatedTest() {
    drive.services.media = &media_;
    drive.services.policies.process_media = true;
    EXPECT_EQ(drive.upload(ada_, sample_gif()).status, 201);
  }
  database::File row() { return drive.rows(ada_.user).front(); }
  Result<void> tell(const std::string& key) { return object_created(key, {}, drive.services); }

  CountingRenderer renderer_;
  MediaServices media_{.renderer = renderer_, .plan = media::default_plan()};
  http::Principal ada_ = drive.add_user("ada");
};

TEST_F(ObjectCreatedTest, HasTheFileProcessedOnce) {
  ASSERT_TRUE(tell(row().object_key));
  EXPECT_EQ(renderer_.calls, 1);
  EXPECT_EQ(row().status, database::FileStatus::failed);
  ASSERT_TRUE(tell(row().object_key));
  EXPECT_EQ(renderer_.calls, 1) << "S3 may tell it again";
}

TEST_F(ObjectCreatedTest, LeavesAFileAloneWhoseOwnMessageWasFirst) {
  const auto event = make_event(kAttemptStarted, "{}", drive.services);
  ASSERT_TRUE(drive.services.files.begin_processing(ada_.user, row().id,
                                                    {.messages = {}, .events = {event}}));
  ASSERT_TRUE(tell(row().object_key));
  EXPECT_EQ(renderer_.calls, 0);
  EXPECT_EQ(row().status, database::FileStatus::processing);
}

TEST_F(ObjectCreatedTest, IsDoneWithKeysOfNoFile) {
  const std::string owner = ada_.user.text();
  for (const std::string& key :
       {std::string(), std::string("orig/"), std::string("orig/nobody/x"), "orig/" + owner,
        "orig/" + owner + "/0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a", "deriv/" + owner + "/a/b",
        row().object_key + "x"}) {
    EXPECT_TRUE(tell(key)) << key;
  }
  EXPECT_EQ(renderer_.calls, 0);
}

}  // namespace
}  // namespace audmg::functions

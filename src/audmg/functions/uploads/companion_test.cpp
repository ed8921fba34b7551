// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/usage_repository.hpp"
#include "audmg/functions/integrity/companion_check.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/jobs/created_object.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/media/companions/companion_type.hpp"
#include "audmg/storage/object_store.hpp"
#include "doubles/sample_companions.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {
namespace {

using database::Companion;
using database::CompanionKind;
using database::FileStatus;

std::string part(std::string_view name, std::string_view value) {
  return "--frontier\r\nContent-Disposition: form-data; name=\"" + std::string(name) +
         "\"\r\n\r\n" + std::string(value) + "\r\n";
}

/// The form with these fields before the file.
Call form_with(const std::string& fields, std::string_view bytes, std::string_view name) {
  Call form = Drive::form(bytes, name);
  const std::string boundary = form.body.substr(2, form.body.find("\r\n") - 2);
  std::string before = fields;
  for (std::size_t at = 0; (at = before.find("frontier", at)) != std::string::npos;) {
    before.replace(at, 8, boundary);
    at += boundary.size();
  }
  form.body.insert(0, before);
  return form;
}

class CompanionTest : public DriveTest {
 protected:
  CompanionTest() {
    drive.clock.set(SystemClock().now());
    ada = drive.add_user("ada");
    const Answer answer = drive.upload(ada, sample_gif("picture"), "IMG_1.gif");
    EXPECT_EQ(answer.status, 201);
    picture = text_of(*answer.body.find("file"), "fileId");
  }

  Answer add(std::string_view bytes, std::string_view name, const std::string& of) {
    return call(form_with(part("companionOf", of), bytes, name), ada);
  }
  Answer add(std::string_view bytes, std::string_view name) { return add(bytes, name, picture); }
  Answer by_session(std::string_view bytes, const std::string& of) {
    const Answer opened = drive.open_upload(ada, bytes.size(), R"(,"companionOf":")" + of + "\"");
    if (opened.status != 201) return opened;
    last_session = opened.text("uploadId");
    drive.put_part(ada, last_session, 1, bytes);
    return complete(last_session);
  }
  Answer complete(const std::string& id) {
    return call(Call{.function = "complete_upload"}.id(id), ada);
  }
  database::File row() {
    const auto rows = drive.rows(ada.user);
    EXPECT_EQ(rows.size(), 1U) << "a companion is not a file";
    return rows.at(0);
  }
  std::vector<std::string> buried() {
    std::vector<std::string> keys;
    for (const auto& one : *drive.services.tombstones.list_tombstones(100)) {
      keys.push_back(one.object_key);
    }
    return keys;
  }

  http::Principal ada;
  std::string picture;
  std::string last_session;
};

TEST_F(CompanionTest, IsPartOfItsPicture) {
  const std::string video = sample_video();
  const Answer answer = add(video, "IMG_1.MOV");
  ASSERT_EQ(answer.verdict(), "201");
  const json::Value& file = *answer.body.find("file");
  EXPECT_EQ(text_of(file, "fileId"), picture);
  const json::Array& companions = *file.find("companions")->as_array();
  ASSERT_EQ(companions.size(), 1U);
  EXPECT_EQ(text_of(companions[0], "kind"), "video");
  EXPECT_EQ(text_of(companions[0], "contentType"), "video/quicktime");
  EXPECT_EQ(companions[0].find("size")->as_unsigned(), video.size());
  EXPECT_EQ(drive.follow(text_of(companions[0], "url")), video);
  EXPECT_EQ(row().companions.at(0).name, "IMG_1.MOV");
  EXPECT_EQ(row().status, FileStatus::ready) << "nothing is decoded";
  const std::string key = row().companions.at(0).object_key;
  const auto sidecar = load_companion_sidecar(key, drive.services);
  ASSERT_TRUE(sidecar);
  EXPECT_EQ(sidecar->picture.text(), picture);
  EXPECT_EQ(sidecar->companion, row().companions.at(0));
  EXPECT_EQ(call(Call{.function = "retrieve"}, ada).list("files").size(), 1U);
}

TEST_F(CompanionTest, MayBeSentAgain) {
  const std::string video = sample_video();
  EXPECT_EQ(add(video, "a.mov").verdict(), "201");
  const auto objects = drive.object_keys();
  for (int i = 0; i < 2; ++i) {
    const Answer again = add(video, "a.mov");
    EXPECT_EQ(again.verdict(), "200");
    EXPECT_NE(again.body.find("duplicate"), nullptr);
    EXPECT_EQ(by_session(video, picture).verdict(), "200");
    EXPECT_EQ(complete(last_session).verdict(), "200");
  }
  EXPECT_EQ(drive.object_keys(), objects);
  const Call keyed = form_with(part("companionOf", picture), sample_video({.samples = "key"}), "k")
                         .with("Idempotency-Key", "k");
  EXPECT_EQ(call(keyed, ada).verdict(), "201");
  const Answer replayed = call(keyed, ada);
  EXPECT_EQ(replayed.verdict(), "201");
  EXPECT_EQ(replayed.headers.find("Idempotent-Replayed"), "true");
}

TEST_F(CompanionTest, ComesInPartsToo) {
  const std::string video = sample_video();
  const Answer done = by_session(video, picture);
  ASSERT_EQ(done.verdict(), "201");
  EXPECT_EQ(text_of(*done.body.find("file"), "fileId"), picture);
  EXPECT_EQ(row().companions.at(0).size, video.size());
  EXPECT_EQ(complete(last_session).verdict(), "200") << "the answer was lost";
  EXPECT_EQ(by_session(sample_gif("no companion"), picture).verdict(),
            "415 unsupported_media_type");
  EXPECT_EQ(complete(last_session).verdict(), "404 not_found");
  EXPECT_EQ(drive
                .open_upload(ada, media::kMaxCompanionVideoBytes + 1,
                             R"(,"companionOf":")" + picture + "\"")
                .verdict(),
            "413 file_too_large");
}

TEST_F(CompanionTest, TakesThePlaceOfADamagedOneWithTheSameBytes) {
  const std::string video = sample_video();
  ASSERT_EQ(add(video, "a.mov").verdict(), "201");
  const std::string damaged = row().companions.at(0).object_key;
  ASSERT_TRUE(report_damage(row(), kCompanionChanged, drive.services));
  EXPECT_EQ(add(video, "a.mov").verdict(), "201") << "as the damage tells its owner to do";
  EXPECT_NE(row().companions.at(0).object_key, damaged);
}

TEST_F(CompanionTest, ReplacesTheFormerOneOfItsKind) {
  EXPECT_EQ(add(sample_xmp("First"), "IMG_1.xmp").verdict(), "201");
  EXPECT_EQ(add(sample_video(), "IMG_1.mov").verdict(), "201");
  const auto count = drive.original_keys().size();
  EXPECT_EQ(add(sample_xmp("Second"), "IMG_1.gif.xmp").verdict(), "201");
  ASSERT_EQ(row().companions.size(), 2U);
  const Companion* xmp = database::find_companion(row().companions, CompanionKind::xmp);
  ASSERT_NE(xmp, nullptr);
  EXPECT_EQ(drive.original_keys().size(), count) << "the former one's bytes are gone";
  EXPECT_TRUE(buried().empty());
}

TEST_F(CompanionTest, NeedsRoomInTheQuota) {
  const std::string video = sample_video();
  const std::uint64_t picture_size = row().size;
  const auto before = drive.object_keys();
  drive.policies.user_quota = picture_size + video.size() - 1;
  EXPECT_EQ(add(video, "a.mov").verdict(), "413 quota_exceeded");
  EXPECT_EQ(by_session(video, picture).verdict(), "413 quota_exceeded");
  EXPECT_EQ(drive.object_keys(), before);
  drive.policies.user_quota = picture_size + video.size();
  EXPECT_EQ(add(video, "a.mov").verdict(), "201");
  EXPECT_EQ(drive.services.usage.find_usage(ada.user)->bytes, picture_size + video.size());
  EXPECT_EQ(add(video, "a.mov").verdict(), "200") << "the same bytes take no room";
}

TEST_F(CompanionTest, NeedsAPictureOfItsOwner) {
  const std::string video = sample_video();
  const auto before = drive.object_keys();
  const http::Principal eve = drive.add_user("eve");
  const auto of_ada = form_with(part("companionOf", picture), video, "a.mov");
  EXPECT_EQ(call(of_ada, eve).verdict(), "404 not_found");
  for (const std::string& nobody :
       {std::string("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"), std::string("x"), std::string()}) {
    EXPECT_EQ(add(video, "a.mov", nobody).verdict(), "404 not_found") << nobody;
  }
  for (const std::string& nobody :
       {std::string("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"), std::string("x"), std::string()}) {
    EXPECT_EQ(by_session(video, nobody).verdict(), "404 not_found") << nobody;
  }
  EXPECT_EQ(drive.object_keys(), before);
  const std::string song =
      text_of(*drive.upload(ada, sample_wav(1000), "a.wav").body.find("file"), "fileId");
  EXPECT_EQ(add(video, "a.mov", song).verdict(), "400 validation_failed companionOf invalid");
}

TEST_F(CompanionTest, IsAShortVideoOrASidecar) {
  const auto before = drive.object_keys();
  EXPECT_EQ(add(sample_gif("other"), "a.gif").verdict(), "415 unsupported_media_type");
  EXPECT_EQ(add(sample_wav(1000), "a.wav").verdict(), "415 unsupported_media_type");
  EXPECT_EQ(add(sample_video({.milliseconds = 31'000}), "a.mov").verdict(),
            "415 unsupported_media_type");
  EXPECT_EQ(add(sample_video().substr(0, 60), "a.mov").verdict(), "415 unsupported_media_type");
  EXPECT_EQ(add("<html>", "a.xmp").verdict(), "415 unsupported_media_type");
  EXPECT_EQ(add(sample_xmp(std::string(media::kMaxXmpSidecarBytes, ' ')), "a.xmp").verdict(),
            "413 file_too_large");
  EXPECT_EQ(drive.object_keys(), before);
  EXPECT_TRUE(row().companions.empty());
}

TEST_F(CompanionTest, AloneIsRefusedAsEver) {
  const Answer video = drive.upload(ada, sample_video({.brand = "isom"}), "a.mp4");
  EXPECT_EQ(video.verdict(), "415 unsupported_media_type");
  EXPECT_TRUE(video.text("message").starts_with("This looks like an MP4 video. Accepted are"))
      << video.text("message");
  EXPECT_EQ(drive.upload(ada, sample_xmp(), "a.xmp").verdict(), "415 unsupported_media_type");
}

TEST_F(CompanionTest, IsAnnouncedBeforeTheFile) {
  Call late = Drive::form(sample_gif("x"), "a.gif", "name=\"companionOf\"\r\n\r\n" + picture);
  EXPECT_EQ(call(late, ada).status, 400);
  const auto twice = part("companionOf", picture) + part("companionOf", picture);
  EXPECT_EQ(call(form_with(twice, sample_video(), "a.mov"), ada).verdict(),
            "400 validation_failed companionOf invalid");
}

TEST_F(CompanionTest, SidecarsHaveTheFactsReadAgain) {
  drive.policies.process_media = true;
  const auto waiting = [&] {
    std::int64_t count = 0;
    EXPECT_TRUE(
        drive.connections().writer.submit([&](sqlite::Connection& connection) -> Result<void> {
          AUDMG_TRY(count,
                    connection.query_integer("SELECT count(*) FROM messages WHERE queue = 'media'"
                                             " AND body LIKE '%\"facts\":true%'"));
          return {};
        }));
    return count;
  };
  EXPECT_EQ(add(sample_video(), "a.mov").verdict(), "201");
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(add(sample_xmp(), "a.xmp").verdict(), "201");
  EXPECT_EQ(waiting(), 1);
  EXPECT_EQ(row().status, FileStatus::ready) << "people see it all the time";
  const Companion* xmp = database::find_companion(row().companions, CompanionKind::xmp);
  ASSERT_NE(xmp, nullptr);
  // S3's event about the object is not about the picture's own bytes.
  EXPECT_FALSE(*find_unbegun_file(xmp->object_key, drive.services));
}

TEST_F(CompanionTest, GoesWithItsPicture) {
  EXPECT_EQ(add(sample_video(), "a.mov").verdict(), "201");
  EXPECT_EQ(add(sample_xmp(), "a.xmp").verdict(), "201");
  EXPECT_EQ(
      call(Call{.function = "delete_file"}.id(picture).where("permanent", "true"), ada).status,
      204);
  EXPECT_EQ(drive.object_keys(), std::vector<std::string>{});
  EXPECT_TRUE(buried().empty());
}

TEST_F(CompanionTest, IsNoOrphan) {
  EXPECT_EQ(add(sample_video(), "a.mov").verdict(), "201");
  const auto before = drive.original_keys();
  drive.clock.advance(std::chrono::hours(48));
  ObjectSweep sweep(drive.services);
  for (Result<bool> more = true; more && *more;) more = sweep.pass();
  EXPECT_EQ(sweep.report().orphans_quarantined, 0U);
  EXPECT_EQ(drive.original_keys(), before);
}

TEST_F(CompanionTest, LeavesNothingBehindWhenAPortFails) {
  const std::string video = sample_video();
  bool is_kept = false;
  for (int passed = 0;; ++passed) {
    ASSERT_LT(passed, 60);
    const auto before = drive.original_keys().size();
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    const Answer answer = add(video, "a.mov");
    const bool was_hit = !drive.failures.is_pending();
    drive.failures.stop_failing();
    const bool is_there = !row().companions.empty();
    if (!was_hit) {
      EXPECT_EQ(answer.verdict(), is_kept ? "200" : "201");
      EXPECT_TRUE(is_there);
      break;
    }
    EXPECT_EQ(answer.status, 503) << passed;
    EXPECT_LE(drive.original_keys().size(), before + 1) << "the sweep removes it";
    is_kept = is_kept || is_there;
    EXPECT_EQ(is_there, is_kept) << "what was there once stays";
  }
}

TEST_F(CompanionTest, TheClientsTimeIsKept) {
  const auto modified = [&](std::string_view sent, std::string_view bytes) {
    return call(form_with(part("modifiedAt", sent), bytes, "b.gif"), ada);
  };
  EXPECT_EQ(modified("yesterday", sample_gif("1")).verdict(),
            "400 validation_failed modifiedAt invalid");
  EXPECT_EQ(modified("2019-05-06T07:08:09.5+02:00", sample_gif("1")).verdict(), "201");
  const auto rows = drive.rows(ada.user);
  ASSERT_EQ(rows.size(), 2U);
  ASSERT_TRUE(rows.at(0).modified_at);
  EXPECT_EQ(format_rfc3339(*rows.at(0).modified_at), "2019-05-06T05:08:09.500Z");
  EXPECT_FALSE(rows.at(1).modified_at);
  EXPECT_EQ(load_sidecar(rows.at(0).object_key, drive.services)->file.modified_at,
            rows.at(0).modified_at);

  const std::string wav = sample_wav(1000);
  EXPECT_EQ(drive.open_upload(ada, 9, R"(,"modifiedAt":"2019")").verdict(),
            "400 validation_failed modifiedAt invalid");
  const Answer opened =
      drive.open_upload(ada, wav.size(), R"(,"modifiedAt":"1961-05-06T07:08:09Z")");
  drive.put_part(ada, opened.text("uploadId"), 1, wav);
  EXPECT_EQ(complete(opened.text("uploadId")).verdict(), "201");
  EXPECT_EQ(format_rfc3339(drive.rows(ada.user).at(0).modified_at.value_or(TimePoint{})),
            "1961-05-06T07:08:09.000Z");
}

}  // namespace
}  // namespace audmg::functions

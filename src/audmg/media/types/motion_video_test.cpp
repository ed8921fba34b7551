// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/motion_video.hpp"

#include "doubles/media_fixtures.hpp"
#include "doubles/motion_photo.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

/// Returns the bytes of the video that is found; "none" if there is none.
std::string found(const std::string& photo, std::string_view type = "image/jpeg") {
  MemoryObjectReader object(bytes_of(photo));
  const auto video = find_motion_video(object, type);
  EXPECT_TRUE(video.has_value());
  if (!video || !*video) return "none";
  return photo.substr((*video)->offset, (*video)->size);
}

bool is_video(const std::string& content) {
  MemoryObjectReader object(bytes_of(content));
  return is_motion_video(object).value();
}

TEST(MotionVideo, IsFoundBehindAJpegThatSaysSo) {
  const std::string jpeg = fixture("allowed/picture.jpg");
  const std::string video = motion_video();
  EXPECT_EQ(found(google_motion_photo(jpeg, video)), video);
  EXPECT_EQ(found(with_xmp(jpeg, "<a GCamera:MicroVideoOffset=\"1\"/>") + video), video);
  // A gain map lies between the picture and the video.
  EXPECT_EQ(found(google_motion_photo(jpeg, jpeg + video)), video);
  // Huawei and Honor write no XMP data.
  EXPECT_EQ(found(jpeg + video + "v6_f48              LIVE_12345678       "), video);
}

TEST(MotionVideo, IsFoundAcrossTheBordersOfReads) {
  const std::string video = motion_video();
  const std::string photo = google_motion_photo(fixture("allowed/picture.jpg"), "");
  for (std::size_t place = 65'520; place <= 65'545; ++place) {
    EXPECT_EQ(found(photo + std::string(place - photo.size(), 'x') + video), video) << place;
  }
}

TEST(MotionVideo, IsFoundInSamsungsTrailer) {
  const std::string video = motion_video({.brand = "mp42"});
  EXPECT_EQ(found(samsung_motion_photo(fixture("allowed/picture.jpg"), video)), video);
  EXPECT_EQ(found(samsung_motion_photo(fixture("allowed/picture.heic"), video), "image/heic"),
            video);
}

TEST(MotionVideo, IsFoundInABoxOfItsOwn) {
  const std::string video = motion_video();
  const std::string heic = fixture("allowed/picture.heic") + iso_box("mpvd", video);
  EXPECT_EQ(found(heic, "image/heic"), video);
  EXPECT_EQ(found(fixture("allowed/picture.avif") + iso_box("mpvd", video), "image/avif"), video);
  // Newer cameras name a trailer that points to the box.
  EXPECT_EQ(found(samsung_motion_photo(heic, "mpv2"), "image/heic"), video);
}

TEST(MotionVideo, PhotosWithoutOneHaveNone) {
  EXPECT_EQ(found(fixture("allowed/picture.jpg")), "none");
  EXPECT_EQ(found(fixture("allowed/picture.heic"), "image/heic"), "none");
  EXPECT_EQ(found(fixture("allowed/picture.avif"), "image/avif"), "none");
  EXPECT_EQ(found(google_motion_photo(fixture("allowed/picture.jpg"), "")), "none");
  // No one says that it is there: some other program appended it.
  EXPECT_EQ(found(fixture("allowed/picture.jpg") + motion_video()), "none");
  EXPECT_EQ(found(fixture("allowed/picture.png") + motion_video(), "image/png"), "none");
}

TEST(MotionVideo, OnlyAnMp4FileWithAVideoTrackIsOne) {
  const std::string jpeg = fixture("allowed/picture.jpg");
  EXPECT_TRUE(is_video(motion_video()));
  EXPECT_TRUE(is_video(motion_video({.codec = "hvc1"})));
  for (const VideoOptions& options :
       {VideoOptions{.brand = "heic"}, VideoOptions{.handler = "soun"},
        VideoOptions{.codec = "text"}, VideoOptions{.samples = ""}}) {
    std::string video = motion_video(options);
    if (options.brand == "heic") video.replace(16, 4, "mif1");
    EXPECT_FALSE(is_video(video));
    EXPECT_EQ(found(google_motion_photo(jpeg, video)), "none");
  }
  for (const char* page : {"", "<html>",
                           "\0\0\0\x14"
                           "ftypisom"})
    EXPECT_FALSE(is_video(page));
  EXPECT_FALSE(is_video(motion_video() + "<script>"));
  EXPECT_FALSE(is_video("<script>" + motion_video()));
  EXPECT_FALSE(is_video(motion_video() + motion_video()));
  EXPECT_FALSE(is_video(fixture("allowed/aac.m4a")));
  const std::string video = motion_video();
  for (std::size_t length = 0; length < video.size(); ++length) {
    EXPECT_FALSE(is_video(video.substr(0, length))) << length;
    EXPECT_EQ(found(google_motion_photo(jpeg, video.substr(0, length))), "none") << length;
  }
}

TEST(MotionVideo, DamagedTrailersAreIgnored) {
  const std::string photo = samsung_motion_photo(fixture("allowed/picture.jpg"), motion_video());
  for (std::size_t place = photo.size() - 60; place < photo.size(); ++place) {
    std::string damaged = photo;
    damaged[place] = '\x7f';
    const std::string video = found(damaged);
    EXPECT_TRUE(video == "none" || video == motion_video()) << place;
  }
}

TEST(MotionVideo, TellsItsDuration) {
  const std::string photo = google_motion_photo(fixture("allowed/picture.jpg"), motion_video());
  MemoryObjectReader object(bytes_of(photo));
  EXPECT_DOUBLE_EQ(find_motion_video(object, "image/jpeg").value()->duration_seconds, 2.5);
}

TEST(MotionVideo, ManyFirstBoxesEndTheSearch) {
  std::string boxes;
  for (int i = 0; i < 100'000; ++i) boxes += iso_box("ftyp", "isom");
  const std::string photo = google_motion_photo(fixture("allowed/picture.jpg"), boxes);
  MemoryObjectReader object(bytes_of(photo));
  EXPECT_FALSE(find_motion_video(object, "image/jpeg").value().has_value());
  EXPECT_LT(object.reads(), 200);
}

}  // namespace
}  // namespace audmg::media

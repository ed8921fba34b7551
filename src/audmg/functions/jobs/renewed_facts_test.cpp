// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/renewed_facts.hpp"

#include "doubles/sample_records.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

using namespace media::sample;
using media::MediaRecord;
using media::RenditionPlan;

TEST(RenewedFacts, NeedTheWholeFileOnlyForWhatIsMadeOfIt) {
  const auto only_facts = [](const MediaRecord& record, const RenditionPlan& of) {
    return needs_only_facts(record, lacking_renditions(record, "image/jpeg", of));
  };
  RenditionPlan changed = plan();
  EXPECT_TRUE(only_facts(image_record(), changed));
  changed.audio[1].bitrate = 96'000;
  EXPECT_TRUE(only_facts(image_record(), changed));
  EXPECT_FALSE(only_facts(audio_record(), changed));
  changed = plan();
  changed.waveform.pixels_per_second = 40;
  EXPECT_FALSE(only_facts(audio_record(), changed));
  changed = plan();
  changed.images[0].quality = 80;
  EXPECT_FALSE(only_facts(image_record(), changed));
  MediaRecord song = audio_record();
  song.placeholder = "3OcRJYB4d3h/iIeHeEh3eIhw+j3A";
  EXPECT_TRUE(only_facts(song, changed)) << "its cover is at hand";
}

TEST(RenewedFacts, WantThumbnailsOfACoverThatEarlierCodeDidNotFind) {
  const auto wanted = [](const MediaRecord& record) {
    LackingRenditions lacking;
    want_thumbnails_of_new_cover(record, plan(), lacking);
    return lacking.plan.images.size();
  };
  EXPECT_EQ(wanted(audio_record()), 1U) << "and no display form";
  EXPECT_EQ(wanted(image_record()), 0U);
  MediaRecord song = audio_record();
  song.placeholder = "3OcRJYB4d3h/iIeHeEh3eIhw+j3A";
  EXPECT_EQ(wanted(song), 0U);
}

TEST(RenewedFacts, KeepWhatOnlyDecodingFinds) {
  MediaRecord earlier = audio_record();
  earlier.audio->bitrate = 128'000;
  earlier.audio->channels = 2;
  earlier.audio->sample_rate = 44'100;
  earlier.audio->codec = "mp3";
  earlier.audio->tags.title = "Lie";
  earlier.audio->integrated_loudness_lufs = -14;
  earlier.audio->true_peak_dbtp = -1;
  earlier.damaged = "Its end is missing.";
  MediaRecord made{.version = media::kFactsVersion,
                   .audio = media::AudioFacts{.channels = 1, .sample_rate = 1},
                   .placeholder = "new",
                   .dominant_color = "#000000"};
  made.audio->tags.title = "Truth";
  keep_measurements(earlier, made);
  EXPECT_EQ(made.version, media::kFactsVersion);
  EXPECT_EQ(made.audio->tags.title, "Truth");
  EXPECT_EQ(made.audio->duration_seconds, 1);
  EXPECT_EQ(made.audio->bitrate, 128'000U);
  EXPECT_EQ(made.audio->channels, 2U);
  EXPECT_EQ(made.audio->sample_rate, 44'100U);
  EXPECT_EQ(made.audio->codec, "mp3");
  EXPECT_TRUE(made.audio->plays_everywhere);
  EXPECT_EQ(made.audio->integrated_loudness_lufs, -14);
  EXPECT_EQ(made.audio->true_peak_dbtp, -1);
  EXPECT_EQ(made.damaged, "Its end is missing.");
  EXPECT_EQ(made.placeholder, "new") << "there was none";
}

TEST(RenewedFacts, KeepThePlaceholderAndColourOfAPicture) {
  MediaRecord earlier = image_record();
  earlier.placeholder = "old";
  earlier.dominant_color = "#ffffff";
  MediaRecord made = image_record();
  made.image->camera_make = "Camera Works";
  made.image->difference_hash = "0123456789abcdef";
  made.placeholder = "new";
  made.dominant_color = "#000000";
  keep_measurements(earlier, made);
  EXPECT_EQ(made.image->camera_make, "Camera Works");
  EXPECT_EQ(made.image->difference_hash, "0123456789abcdef") << "it had none";
  EXPECT_EQ(made.placeholder, "old");
  EXPECT_EQ(made.dominant_color, "#ffffff");
  earlier.image->difference_hash = "fedcba9876543210";
  keep_measurements(earlier, made);
  EXPECT_EQ(made.image->difference_hash, "fedcba9876543210");
}

}  // namespace
}  // namespace audmg::functions

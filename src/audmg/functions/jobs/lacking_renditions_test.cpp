// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/lacking_renditions.hpp"

#include "audmg/media/rendition_plan.hpp"
#include "doubles/sample_records.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::functions {
namespace {

using namespace media::sample;
using media::MediaRecord;
using media::RenditionPlan;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lacking(const MediaRecord& record, const std::string& content_type,
                                 const RenditionPlan& plan) {
  return lacking_renditions(record, content_type, plan).recipes();
}

std::vector<std::string> names(const std::vector<media::Rendition>& renditions) {
  std::vector<std::string> found;
  for (const media::Rendition& rendition : renditions) found.push_back(rendition.name);
  return found;
}

TEST(LackingRenditions, AreNoneOfAFileMadeByThePlan) {
  EXPECT_THAT(lacking(image_record(), "image/jpeg", plan()), IsEmpty());
  EXPECT_THAT(lacking(audio_record(), "audio/mpeg", plan()), IsEmpty());
}

TEST(LackingRenditions, AreThoseOfAnotherRecipeOrName) {
  RenditionPlan changed = plan();
  changed.images[0].quality = 80;
  EXPECT_THAT(lacking(image_record(), "image/jpeg", changed),
              ElementsAre(recipe_id(changed.images[0])));
  changed = plan();
  changed.images[0].name = "tiny";
  EXPECT_THAT(lacking(image_record(), "image/jpeg", changed), ElementsAre(small()));
  changed = plan();
  changed.audio[1].bitrate = 96'000;
  changed.waveform.pixels_per_second = 40;
  EXPECT_THAT(lacking(audio_record(), "audio/mpeg", changed),
              ElementsAre(recipe_id(changed.audio[1]), recipe_id(changed.waveform, false),
                          recipe_id(changed.waveform, true)));
  EXPECT_THAT(lacking(image_record(), "image/jpeg", changed), IsEmpty())
      << "the change is not about images";
}

TEST(LackingRenditions, AreNotThoseThatThePlanNoLongerHas) {
  RenditionPlan changed = plan();
  changed.audio.clear();
  changed.waveform.json = false;
  EXPECT_THAT(lacking(audio_record(), "audio/mpeg", changed), IsEmpty());
}

TEST(LackingRenditions, HaveADisplayFormOnlyOfWhatBrowsersDoNotShow) {
  for (const std::string type : {"image/heic", "image/avif", "image/tiff"}) {
    EXPECT_THAT(lacking(image_record(), type, plan()), ElementsAre(display())) << type;
  }
  for (const std::string type : {"image/jpeg", "image/png", "image/gif", "image/webp"}) {
    EXPECT_THAT(lacking(image_record(), type, plan()), IsEmpty()) << type;
  }
}

TEST(LackingRenditions, HaveAUniversalFormWhereTheOriginalCannotPlayEverywhere) {
  MediaRecord flac = audio_record();
  flac.audio->plays_everywhere = false;
  EXPECT_THAT(lacking(flac, "audio/flac", plan()), ElementsAre(universal()));
  // The decoder decides about these.
  MediaRecord record = audio_record();
  EXPECT_THAT(lacking(record, "audio/mp4", plan()), IsEmpty());
  record.audio->plays_everywhere = false;
  EXPECT_THAT(lacking(record, "audio/mp4", plan()), ElementsAre(universal()));
}

TEST(LackingRenditions, HaveThumbnailsOfAudioThatHasACover) {
  MediaRecord record = audio_record();
  record.placeholder = "3OcRJYB4d3h/iIeHeEh3eIhw+j3A";
  EXPECT_THAT(lacking(record, "audio/mpeg", plan()), ElementsAre(small()));
}

TEST(LackingRenditions, LeaveOutWhatIsPresent) {
  RenditionPlan changed = plan();
  changed.audio[1].bitrate = 96'000;
  LackingRenditions lacking = lacking_renditions(audio_record(), "audio/mpeg", changed);
  EXPECT_FALSE(lacking.is_none());
  EXPECT_THAT(lacking.plan.images, IsEmpty());
  ASSERT_EQ(lacking.plan.audio.size(), 1U);
  EXPECT_EQ(lacking.plan.audio[0].bitrate, 96'000U);
  EXPECT_FALSE(lacking.plan.waveform.binary || lacking.plan.waveform.json);
  EXPECT_THAT(names(lacking.present), ElementsAre("waveform", "waveform_json"));

  MediaRecord made{.audio = media::AudioFacts{.duration_seconds = 1, .plays_everywhere = true}};
  add(made, "opus", recipe_id(changed.audio[1]));
  add_present(std::move(lacking.present), changed, made);
  EXPECT_THAT(names(made.renditions), ElementsAre("opus", "waveform", "waveform_json"));
  EXPECT_TRUE(lacking_renditions(made, "audio/mpeg", changed).plan.audio.empty());
}

TEST(LackingRenditions, AreKeptInTheOrderOfThePlan) {
  MediaRecord made{.version = media::kFactsVersion,
                   .image = media::ImageFacts{.width = 4, .height = 3}};
  add(made, "display", display());
  add_present(image_record().renditions, plan(), made);
  EXPECT_THAT(names(made.renditions), ElementsAre("small", "display"));
  EXPECT_TRUE(lacking_renditions(made, "image/heic", plan()).is_none());
}

TEST(LackingRenditions, LackTheFactsWhereOlderCodeReadThem) {
  MediaRecord record = image_record();
  EXPECT_TRUE(lacking_renditions(record, "image/jpeg", plan()).is_none());
  record.version = media::kFactsVersion - 1;
  const LackingRenditions lacking = lacking_renditions(record, "image/jpeg", plan());
  EXPECT_TRUE(lacking.facts);
  EXPECT_FALSE(lacking.is_none());
  EXPECT_THAT(lacking.recipes(), IsEmpty()) << "no rendition is made again";
}

}  // namespace
}  // namespace audmg::functions

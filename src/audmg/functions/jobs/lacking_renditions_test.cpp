// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/lacking_renditions.hpp"

#include "audmg/media/record/record_limits.hpp"
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

TEST(LackingRenditions, HaveWhatWasAskedForLater) {
  RenditionPlan on_demand = plan();
  on_demand.audio[1].use = media::AudioUse::on_demand;
  MediaRecord record = audio_record();
  std::erase_if(record.renditions, [](const auto& it) { return it.name == "opus"; });
  EXPECT_THAT(lacking(record, "audio/mpeg", on_demand), IsEmpty());
  const std::vector<std::string> asked{"opus", "universal", "unknown"};
  const LackingRenditions found = lacking_renditions(record, "audio/mpeg", on_demand, asked);
  EXPECT_TRUE(found.is_none()) << "the file need not wait for them";
  ASSERT_EQ(found.later.audio.size(), 2U);
  for (const media::AudioRecipe& recipe : found.later.audio) {
    EXPECT_EQ(recipe.use, media::AudioUse::on_demand) << recipe.name;
  }
  EXPECT_FALSE(found.later.waveform.binary || found.later.waveform.json);
  EXPECT_THAT(found.recipes(), ElementsAre(universal(), opus()));
  EXPECT_FALSE(
      lacking_renditions(audio_record(), "audio/mpeg", on_demand, std::vector<std::string>{"opus"})
          .has_later());

  const std::vector<std::string> shown{"display"};
  const LackingRenditions picture = lacking_renditions(image_record(), "image/jpeg", plan(), shown);
  EXPECT_TRUE(picture.is_none());
  ASSERT_EQ(picture.later.images.size(), 1U);
  EXPECT_EQ(picture.later.images[0].use, media::ImageUse::on_demand);
  EXPECT_FALSE(lacking_renditions(image_record(), "image/heic", plan(), shown).has_later())
      << "needed anyway";
}

TEST(LackingRenditions, HaveTheFormsOfLongAudioLater) {
  MediaRecord record{.version = media::kFactsVersion,
                     .audio = media::AudioFacts{.duration_seconds = 3601}};
  add(record, "waveform", waveform());
  add(record, "waveform_json", waveform_json());
  const LackingRenditions found = lacking_renditions(record, "audio/ogg", plan());
  EXPECT_TRUE(found.is_none());
  EXPECT_THAT(found.recipes(), ElementsAre(universal(), opus()));
  record.audio->plays_everywhere = true;
  EXPECT_FALSE(lacking_renditions(record, "audio/mpeg", plan()).has_later());
}

TEST(LackingRenditions, KeepWhatThePlanDoesNotMakeUnasked) {
  RenditionPlan changed = plan();
  changed.audio[1] = {"opus", media::AudioUse::on_demand, media::AudioFormat::opus, 96'000};
  const LackingRenditions found = lacking_renditions(audio_record(), "audio/mpeg", changed);
  EXPECT_TRUE(found.is_none());
  EXPECT_THAT(names(found.present), ElementsAre("opus", "waveform", "waveform_json"));
  // One that is made anew stays until then.
  const std::vector<std::string> asked{"opus"};
  EXPECT_THAT(names(lacking_renditions(audio_record(), "audio/mpeg", changed, asked).present),
              ElementsAre("opus", "waveform", "waveform_json"));
  EXPECT_THAT(without_demand(changed).audio, testing::SizeIs(1));
}

TEST(LackingRenditions, AreNoMoreThanARecordHolds) {
  std::vector<media::Rendition> former;
  for (int i = 0; i < 40; ++i) {
    former.push_back(
        {.name = "form" + std::to_string(i), .recipe = "r", .content_type = "audio/mpeg"});
  }
  MediaRecord made = audio_record();
  add_present(former, plan(), made);
  EXPECT_EQ(made.renditions.size(), media::kMaxRenditions);
  EXPECT_EQ(made.renditions.front().name, "opus");
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
  EXPECT_THAT(names(lacking.present), ElementsAre("opus", "waveform", "waveform_json"));

  MediaRecord made{.audio = media::AudioFacts{.duration_seconds = 1, .plays_everywhere = true}};
  add(made, "opus", recipe_id(changed.audio[1]));
  add_present(std::move(lacking.present), changed, made);
  EXPECT_THAT(names(made.renditions), ElementsAre("opus", "waveform", "waveform_json"));
  EXPECT_EQ(made.renditions[0].recipe, recipe_id(changed.audio[1]));
  EXPECT_TRUE(lacking_renditions(made, "audio/mpeg", changed).plan.audio.empty());
}

TEST(LackingRenditions, LookForAMotionOnlyAlongWithOthers) {
  EXPECT_TRUE(lacking_renditions(image_record(), "image/jpeg", plan()).is_none());
  RenditionPlan changed = plan();
  changed.images[0].quality = 80;
  LackingRenditions lacking = lacking_renditions(image_record(), "image/jpeg", changed);
  EXPECT_TRUE(lacking.plan.motion.video);
  LackingRenditions lost = lacking_renditions(image_record(), "image/jpeg", plan());
  lost.has_lost_motion = true;
  EXPECT_FALSE(lost.is_none());
  MediaRecord record = image_record();
  add(record, "motion", recipe_id(changed.motion));
  lacking = lacking_renditions(record, "image/jpeg", changed);
  EXPECT_FALSE(lacking.plan.motion.video);
  EXPECT_THAT(names(lacking.present), ElementsAre("small", "motion"));
  EXPECT_FALSE(lacking_renditions(audio_record(), "audio/mpeg", changed).plan.motion.video);
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

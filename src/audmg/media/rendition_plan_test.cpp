// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/rendition_plan.hpp"

#include "audmg/core/ascii.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace audmg::media {
namespace {

std::string plan_message(std::string_view text) {
  const auto plan = parse_rendition_plan(text);
  if (plan) return "ok";
  EXPECT_EQ(plan.error().code, ErrorCode::invalid_argument);
  return plan.error().message;
}

TEST(RenditionPlan, ReadsTheDefaultFromText) {
  const auto plan = parse_rendition_plan(
      "small=webp:256:75,medium=webp:640:75,large=webp:1440:75,display=jpeg:4096:85,"
      "universal=mp3:160k,opus=opus:128000:on_demand");
  ASSERT_TRUE(plan.has_value()) << plan.error().message;
  const RenditionPlan expected = default_plan();
  ASSERT_EQ(plan->images.size(), expected.images.size());
  for (std::size_t i = 0; i < expected.images.size(); ++i) {
    EXPECT_EQ(plan->images[i].name, expected.images[i].name);
    EXPECT_EQ(plan->images[i].use, expected.images[i].use);
    EXPECT_EQ(recipe_id(plan->images[i]), recipe_id(expected.images[i]));
  }
  ASSERT_EQ(plan->audio.size(), expected.audio.size());
  for (std::size_t i = 0; i < expected.audio.size(); ++i) {
    EXPECT_EQ(plan->audio[i].name, expected.audio[i].name);
    EXPECT_EQ(plan->audio[i].use, expected.audio[i].use);
    EXPECT_EQ(recipe_id(plan->audio[i]), recipe_id(expected.audio[i]));
  }
}

TEST(RenditionPlan, SaysWhenEachFormIsMade) {
  const auto plan = parse_rendition_plan(
      "a=webp:64:75,display=jpeg:64:75,b=webp:64:75:on_demand,c=jpeg:64:75:needed,"
      "display_all=jpeg:64:75:always,opus=opus:128k,universal=mp3:160k,d=m4a:128k:needed,"
      "e=m4a:128000:on_demand,f=opus:96k:always");
  ASSERT_TRUE(plan.has_value()) << plan.error().message;
  std::vector<ImageUse> images;
  for (const ImageRecipe& recipe : plan->images) images.push_back(recipe.use);
  EXPECT_EQ(images, (std::vector{ImageUse::thumbnail, ImageUse::display, ImageUse::on_demand,
                                 ImageUse::display, ImageUse::thumbnail}));
  std::vector<AudioUse> audio;
  for (const AudioRecipe& recipe : plan->audio) audio.push_back(recipe.use);
  EXPECT_EQ(audio, (std::vector{AudioUse::always, AudioUse::needed, AudioUse::needed,
                                AudioUse::on_demand, AudioUse::always}));
  const auto forced =
      parse_rendition_plan("display=jpeg:64:75:always,universal=mp3:160k:on_demand");
  ASSERT_TRUE(forced.has_value());
  EXPECT_EQ(forced->images[0].use, ImageUse::thumbnail);
  EXPECT_EQ(forced->audio[0].use, AudioUse::on_demand);
}

TEST(RenditionPlan, MakesNoFormUnaskedThatNobodyNeeds) {
  constexpr double kShort = 3600;
  constexpr double kLong = 3600.1;
  for (const double seconds : {kShort, kLong}) {
    EXPECT_FALSE(is_made_unasked(AudioUse::needed, true, seconds));
    EXPECT_TRUE(is_made_unasked(AudioUse::needed, false, seconds));
    EXPECT_TRUE(is_made_unasked(AudioUse::always, false, seconds));
    EXPECT_FALSE(is_made_unasked(AudioUse::on_demand, false, seconds));
  }
  EXPECT_TRUE(is_made_unasked(AudioUse::always, true, kShort));
  EXPECT_FALSE(is_made_unasked(AudioUse::always, true, kLong));
}

TEST(RenditionPlan, SaysWhatIsWrong) {
  EXPECT_EQ(plan_message("small=png:256:75"),
            "\"small=png:256:75\": the format is none of webp, jpeg, m4a, mp3, opus");
  EXPECT_EQ(plan_message("a=webp:64:75,a=webp:64:75"), "\"a\" is there twice");
  EXPECT_EQ(plan_message(""), "a rendition is missing");
  EXPECT_EQ(plan_message("a=webp:64:75,"), "a rendition is missing");
  for (const char* text : {"small",
                           "=webp:256:75",
                           "Small=webp:256:75",
                           "waveform=webp:256:75",
                           "motion=webp:256:75",
                           "small=webp",
                           "small=webp:256",
                           "small=webp:256:",
                           "small=webp:256:0",
                           "small=webp:256:101",
                           "small=webp:15:75",
                           "small=webp:8193:75",
                           "small=webp:256:75:1",
                           "small=webp:+256:75",
                           "small=webp: 256:75",
                           "opus=opus",
                           "opus=opus:",
                           "opus=opus:7k",
                           "opus=opus:513k",
                           "opus=opus:128K",
                           "opus=opus:128k:2",
                           "opus=opus:-1",
                           "opus=opus:128k:",
                           "opus=opus:128k:sometimes",
                           "opus=opus:128k:on_demand:always",
                           "opus=opus:on_demand",
                           "opus=opus::on_demand",
                           "opus=on_demand",
                           "small=webp:256:on_demand",
                           "small=webp:256:75on_demand",
                           ",",
                           "a=webp:64:75,,b=webp:64:75",
                           "aaaaaaaaaabbbbbbbbbbccccccccccddd=webp:64:75",
                           "a=opus:99999999999k"}) {
    EXPECT_NE(plan_message(text), "ok") << text;
  }
  std::string many = "a0=webp:64:75";
  for (std::size_t i = 1; i <= kMaxRecipes; ++i) many += ",a" + std::to_string(i) + "=webp:64:75";
  EXPECT_EQ(plan_message(many), "there are more than 16 renditions");
}

TEST(RenditionPlan, RecipeIdsDifferWhenTheOutputDoes) {
  const ImageRecipe image;
  const AudioRecipe audio;
  const WaveformRecipe waveform;
  const std::set<std::string> ids{
      recipe_id(image),
      recipe_id(ImageRecipe{.name = "a", .max_side = 257}),
      recipe_id(ImageRecipe{.name = "a", .format = ImageFormat::jpeg}),
      recipe_id(ImageRecipe{.name = "a", .quality = 76}),
      recipe_id(audio),
      recipe_id(AudioRecipe{.name = "a", .format = AudioFormat::m4a}),
      recipe_id(AudioRecipe{.name = "a", .format = AudioFormat::opus}),
      recipe_id(AudioRecipe{.name = "a", .bitrate = 160'001}),
      recipe_id(waveform, true),
      recipe_id(waveform, false),
      recipe_id(WaveformRecipe{.pixels_per_second = 21}, false),
      recipe_id(MotionRecipe{}),
  };
  EXPECT_EQ(ids.size(), 12U);
  for (const std::string& id : ids) {
    EXPECT_LE(id.size(), 64U);
    EXPECT_TRUE(std::ranges::all_of(id, [](char c) {
      return is_lower(c) || is_digit(c) || c == '-';
    })) << id;
  }
  // What a name is, and when it is made, does not change the bytes.
  EXPECT_EQ(recipe_id(ImageRecipe{.name = "x", .use = ImageUse::display}), recipe_id(image));
}

}  // namespace
}  // namespace audmg::media

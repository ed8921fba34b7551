// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/quantity.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace audmg::config {
namespace {

TEST(Bytes, ReadsPlainDecimalAndBinarySizes) {
  for (const auto& [text, bytes] : {std::pair<std::string_view, std::uint64_t>{"0", 0},
                                    {"1048576", 1'048'576},
                                    {"7b", 7},
                                    {"10kB", 10'000},
                                    {"10MB", 10'000'000},
                                    {"10mib", 10'485'760},
                                    {"2GB", 2'000'000'000},
                                    {"1.5GiB", 1'610'612'736},
                                    {"0.125KiB", 128},
                                    {"3TB", 3'000'000'000'000},
                                    {"18446744073709551615", 18'446'744'073'709'551'615ULL}}) {
    const auto parsed = parse_bytes(text);
    ASSERT_TRUE(parsed.has_value()) << text;
    EXPECT_EQ(*parsed, bytes) << text;
  }
}

TEST(Bytes, RefusesWhatIsNoSize) {
  for (const std::string_view text :
       {"", "MB", "-1", "+1", "1.5", "0.0001kB", "0.1KiB", "1.GB", ".5GB", "1.2.3MB", "10 MB",
        "10M", "10MBps", "0x10", "1e9", "18446744073709551616", "99999999999TiB",
        "18446744073709551.999kB"}) {
    EXPECT_FALSE(parse_bytes(text).has_value()) << text;
  }
}

TEST(Bytes, FormatIsReadBack) {
  EXPECT_EQ(format_bytes(2'000'000'000), "2GB");
  EXPECT_EQ(format_bytes(10'485'760), "10MiB");
  EXPECT_EQ(format_bytes(1'234'567), "1234567");
  EXPECT_EQ(format_bytes(0), "0");
  for (const std::uint64_t bytes : {1ULL, 1'000ULL, 1'024ULL, 1'500ULL, 1ULL << 50, ~0ULL}) {
    EXPECT_EQ(parse_bytes(format_bytes(bytes)), bytes);
  }
}

TEST(Rate, IsASizeASecond) {
  EXPECT_EQ(parse_rate("20MB/s"), 20'000'000U);
  EXPECT_EQ(parse_rate("20MB"), 20'000'000U);
  EXPECT_EQ(parse_rate("1.5KiB/s"), 1'536U);
  EXPECT_EQ(parse_rate("1000"), 1'000U);
  for (const std::string_view text : {"", "/s", "20MB/", "20MB/h", "20MB/s/s", "20MBps"}) {
    const auto parsed = parse_rate(text);
    ASSERT_FALSE(parsed.has_value()) << text;
    EXPECT_NE(parsed.error().message.find("20MB/s"), std::string::npos);
  }
  EXPECT_EQ(format_rate(20'000'000), "20MB/s");
}

TEST(Duration, ReadsUnits) {
  EXPECT_EQ(parse_duration("0"), std::chrono::seconds(0));
  EXPECT_EQ(parse_duration("90s"), std::chrono::seconds(90));
  EXPECT_EQ(parse_duration("15m"), std::chrono::minutes(15));
  EXPECT_EQ(parse_duration("48h"), std::chrono::hours(48));
  EXPECT_EQ(parse_duration("30d"), std::chrono::days(30));
}

TEST(Duration, RefusesWhatIsNoDuration) {
  for (const std::string_view text : {"", "s", "90", "-1s", "1.5h", "1h30m", "1 h", "1H",
                                      "9223372036854775808s", "213503982334602d"}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
}

TEST(Duration, FormatIsReadBack) {
  EXPECT_EQ(format_duration(std::chrono::hours(720)), "30d");
  EXPECT_EQ(format_duration(std::chrono::seconds(90)), "90s");
  EXPECT_EQ(format_duration(std::chrono::seconds(0)), "0s");
}

TEST(Count, ReadsNumbersAndAuto) {
  EXPECT_EQ(parse_count("12"), 12U);
  EXPECT_EQ(parse_count("auto"), 0U);
  for (const std::string_view text : {"", "-1", "1.0", "many", "18446744073709551616"}) {
    EXPECT_FALSE(parse_count(text).has_value()) << text;
  }
}

TEST(OnOff, ReadsTheUsualWords) {
  for (const std::string_view text : {"on", "ON", "true", "yes", "1"}) {
    EXPECT_EQ(parse_on_off(text), true) << text;
  }
  for (const std::string_view text : {"off", "False", "no", "0"}) {
    EXPECT_EQ(parse_on_off(text), false) << text;
  }
  EXPECT_FALSE(parse_on_off("maybe").has_value());
  EXPECT_FALSE(parse_on_off("").has_value());
}

}  // namespace
}  // namespace audmg::config

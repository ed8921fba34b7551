// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>

// Steps that tests of stores are made of.

namespace audmg::storage {

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

/// Bytes that look random and are the same for the same seed.
inline std::string noise(std::size_t size, std::uint32_t seed) {
  std::minstd_rand random(seed + 1);
  std::string text(size, '\0');
  std::ranges::generate(text, [&] { return static_cast<char>(random() >> 8); });
  return text;
}

/// Writes `body` in pieces and commits.
inline Result<ObjectInfo> write_all(ObjectWriter& writer, std::string_view body,
                                    std::size_t piece = 100'000) {
  while (!body.empty()) {
    AUDMG_CHECK(writer.write(bytes_of(body.substr(0, piece))));
    body.remove_prefix(std::min(piece, body.size()));
  }
  return writer.commit();
}

inline Result<ObjectInfo> put(ObjectStore& store, const std::string& key, std::string_view body) {
  AUDMG_TRY(const auto writer, store.put_object({.key = key, .size = body.size()}));
  return write_all(*writer, body);
}

inline Result<std::string> read_all(ObjectReader& reader) {
  std::string body(reader.info().size, '\0');
  std::size_t done = 0;
  while (done < body.size()) {
    AUDMG_TRY(const std::size_t count,
              reader.read_at(done, std::as_writable_bytes(std::span(body)).subspan(done)));
    if (count == 0) return fail(ErrorCode::corrupt, "shorter than its size");
    done += count;
  }
  return body;
}

inline Result<std::string> get(ObjectStore& store, std::string_view key) {
  AUDMG_TRY(const auto reader, store.get_object(key));
  return read_all(*reader);
}

inline Result<ObjectInfo> put_part(MultipartUploads& uploads, const std::string& key,
                                   const std::string& upload_id, int part_number,
                                   std::string_view body) {
  AUDMG_TRY(const auto writer, uploads.upload_part({key, upload_id, part_number}));
  return write_all(*writer, body);
}

/// The code of a failure; nothing for success.
template <class T>
std::optional<ErrorCode> code_of(const Result<T>& result) {
  if (result) return std::nullopt;
  return result.error().code;
}

template <class T>
testing::AssertionResult is_ok(const char* expression, const Result<T>& result) {
  if (result) return testing::AssertionSuccess();
  return testing::AssertionFailure() << expression << " failed: " << result.error().message;
}

/// Another one each run, unless AUDMG_TEST_SEED says which.
inline std::uint32_t test_seed() {
  const char* const text = std::getenv("AUDMG_TEST_SEED");
  const std::uint32_t seed = text != nullptr
                                 ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10))
                                 : std::random_device()();
  std::printf("repeat with AUDMG_TEST_SEED=%u\n", seed);
  return seed;
}

/// What a contract suite runs against: the real adapter, or a decorator around it.
class StoreTestbed {
 public:
  StoreTestbed() = default;
  StoreTestbed(const StoreTestbed&) = delete;
  StoreTestbed& operator=(const StoreTestbed&) = delete;
  virtual ~StoreTestbed() = default;
  virtual ObjectStore& objects() = 0;
  virtual MultipartUploads& uploads() = 0;
  /// Closes the store and opens it again, as a restart does.
  virtual void reopen() = 0;
};

/// Where a store does less than the ports say. Each is named in the adapter's header and in
/// docs/writing-an-adapter.md; what is left out here is what the ports say.
struct StoreDeviations {
  /// Equal bytes put again have another etag.
  bool etag_of_every_version = true;
  /// The digests of an object that was joined from parts are known.
  bool joined_digests = true;
  /// A part belongs to its newest writer, and completing waits for writers.
  bool exclusive_parts = true;
  /// The id by which an unfinished upload is listed, from the one that was given for it.
  std::function<std::string(const std::string&)> listed_upload_id = std::identity();
  /// No smaller parts can be joined.
  std::uint64_t part_size = 100'000;
  /// Of the tests with random operations on parts, which cost as much as parts are large.
  int random_steps = 300;
};

struct StoreTestbedParam {
  std::string name;
  std::function<std::unique_ptr<StoreTestbed>()> make;
  StoreDeviations deviations{};
};

inline std::string name_of(const testing::TestParamInfo<StoreTestbedParam>& param) {
  return param.param.name;
}

}  // namespace audmg::storage

// Readable failures: the message of the Error.
#define ASSERT_OK(result) ASSERT_PRED_FORMAT1(::audmg::storage::is_ok, result)
#define EXPECT_OK(result) EXPECT_PRED_FORMAT1(::audmg::storage::is_ok, result)
#define EXPECT_CODE(expression, code) EXPECT_EQ(::audmg::storage::code_of(expression), (code))

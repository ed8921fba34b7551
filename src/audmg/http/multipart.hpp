// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/multipart_part.hpp"

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace audmg::http {

inline constexpr std::size_t kMaxBoundaryCharacters = 70;  // RFC 2046 section 5.1.1
inline constexpr std::size_t kMaxParts = 20;
inline constexpr std::size_t kMaxPartHeaderBytes = 8 * 1024;
inline constexpr std::size_t kMaxPreambleBytes = 8 * 1024;
inline constexpr std::size_t kMaxEpilogueBytes = 8 * 1024;

enum class MultipartError {
  wrong_media_type,     ///< the request is not multipart/form-data
  bad_boundary,         ///< no boundary parameter, or one that RFC 2046 forbids
  malformed_delimiter,  ///< a boundary is not followed by a line end
  malformed_part,       ///< a part's header is malformed or has no name
  part_header_too_large,
  too_many_parts,
  preamble_too_large,
  epilogue_too_large,
  unsupported_encoding,  ///< a part with Content-Transfer-Encoding base64 or quoted-printable
  incomplete,            ///< the body ended before the closing boundary
};

/// Returns a sentence for people.
[[nodiscard]] std::string_view describe(MultipartError error) noexcept;

/// Returns the boundary parameter of a multipart/form-data Content-Type field. Errors:
/// wrong_media_type, bad_boundary.
[[nodiscard]] std::expected<std::string, MultipartError> multipart_boundary(
    std::string_view content_type);

/// Parses multipart/form-data (RFC 7578) from pieces of any size and never copies the bytes of a
/// part. The caller pulls:
///
///     parser.feed(bytes);
///     while (true) {
///       const auto event = parser.next();
///       if (!event) return refuse(event.error());
///       if (*event == MultipartEvent::need_more) break;
///       ...
///     }
///
/// and calls finish() at the end of the body. The data of a part comes in any number of pieces,
/// none of them empty; a part without data has none. An error is final. Not thread-safe.
enum class MultipartEvent {
  need_more,   ///< everything fed has been read; also after `end`, in the epilogue
  part_begin,  ///< part() is set
  part_data,   ///< data() is set
  part_end,
  end,  ///< the closing boundary; at most once
};

class MultipartParser {
 public:
  /// `boundary` comes from multipart_boundary().
  explicit MultipartParser(std::string_view boundary);

  /// Passes the next bytes, which must stay valid until next() returns need_more. Only then may
  /// more be fed.
  void feed(std::span<const std::byte> bytes) noexcept;

  [[nodiscard]] std::expected<MultipartEvent, MultipartError> next();

  /// The part that began last.
  [[nodiscard]] const MultipartPart& part() const noexcept { return part_; }

  /// The bytes of the last part_data; valid until next() is called or the fed bytes are gone.
  [[nodiscard]] std::span<const std::byte> data() const noexcept { return data_; }

  /// Call it at the end of the body. Errors: incomplete.
  [[nodiscard]] std::expected<void, MultipartError> finish() const noexcept;

 private:
  enum class State { preamble, delimiter_tail, part_header, part_body, epilogue, failed };
  using Step = std::expected<MultipartEvent, MultipartError>;

  Step scan_preamble();
  Step read_delimiter_tail();
  Step read_part_header();
  Step scan_part_body();
  Step skip_epilogue();
  Step fail(MultipartError error) noexcept;
  std::string_view take_until_delimiter() noexcept;

  std::string delimiter_;  // CR LF "--" boundary
  std::string_view input_;
  State state_ = State::preamble;
  /// Bytes of the delimiter found so far, across pieces. CR occurs only at its front, so a mismatch
  /// always starts over from nothing, and the bytes found can be returned from delimiter_ itself.
  std::size_t matched_ = 0;
  /// Bytes of them that were not in the input: the line end that a boundary at the very beginning
  /// of the body or of a part does not need.
  std::size_t assumed_ = 0;
  std::string line_;  // the delimiter's tail or the part's header so far
  std::size_t parts_ = 0;
  std::size_t skipped_ = 0;  // bytes of preamble or epilogue
  bool ended_ = false;
  MultipartError error_ = MultipartError::incomplete;
  MultipartPart part_;
  std::span<const std::byte> data_;
};

}  // namespace audmg::http

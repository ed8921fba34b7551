// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/entry.hpp"
#include "audmg/catalogue/hash_index.hpp"
#include "audmg/catalogue/limits.hpp"
#include "audmg/catalogue/term_table.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace audmg::catalogue {

using RowNumber = std::uint32_t;

/// The 16 bytes of a UUID. Files' ids are UUIDv7, so they sort by the time of the upload.
using IdBytes = std::array<std::uint8_t, 16>;
[[nodiscard]] IdBytes to_bytes(const FileId& id) noexcept;
[[nodiscard]] FileId to_file_id(const IdBytes& bytes);

/// The facts of one file that are not text. Written to snapshots as it is.
struct Row {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr std::int32_t kNowhere = INT32_MIN;
  // Flags.
  static constexpr std::uint8_t kAudio = 1;
  static constexpr std::uint8_t kFavorite = 2;
  static constexpr std::uint8_t kCompilation = 4;
  static constexpr std::uint8_t kHasHash = 8;
  static constexpr std::uint8_t kRemoved = 16;

  IdBytes id{};
  std::int64_t date = 0;  ///< milliseconds of local time
  std::uint64_t size = 0;
  std::uint64_t difference_hash = 0;  ///< with kHasHash
  std::uint32_t duration = kNone;     ///< milliseconds
  std::uint32_t aspect = 0;
  std::uint32_t color = kNone;
  std::int32_t latitude = kNowhere;  ///< as in Coordinates
  std::int32_t longitude = 0;
  std::uint16_t year = 0;
  std::uint16_t disc = 0;
  std::uint16_t track = 0;
  std::uint16_t name_bytes = 0;
  std::uint16_t title_bytes = 0;
  std::uint8_t flags = 0;
  /// The rating in the lower four bits, the status above.
  std::uint8_t rating_and_status = 0;

  /// The first and the last date of a row.
  static constexpr std::int64_t kFirstDate =
      LocalTime(std::chrono::local_days(kFirstYear / 1 / 1)).time_since_epoch().count();
  static constexpr std::int64_t kLastDate =
      LocalTime(std::chrono::local_days(kLastYear / 12 / 31)).time_since_epoch().count();

  [[nodiscard]] bool has(std::uint8_t flag) const noexcept { return (flags & flag) != 0; }
  [[nodiscard]] std::uint32_t rating() const noexcept { return rating_and_status & 0x0fU; }
  [[nodiscard]] database::FileStatus status() const noexcept {
    return static_cast<database::FileStatus>(rating_and_status >> 4U);
  }
  [[nodiscard]] database::FileKind kind() const noexcept {
    return has(kAudio) ? database::FileKind::audio : database::FileKind::image;
  }
  [[nodiscard]] LocalTime local_date() const noexcept {
    return LocalTime(std::chrono::milliseconds(date));
  }
  [[nodiscard]] std::optional<Coordinates> coordinates() const noexcept {
    if (latitude == kNowhere) return std::nullopt;
    return Coordinates{.latitude = latitude, .longitude = longitude};
  }
  /// Returns the year of a recording or of a picture's date; 0 if it is not known.
  [[nodiscard]] std::uint32_t shown_year() const noexcept;
};
static_assert(std::has_unique_object_representations_v<Row>);

/// The entries as columns. A change of an entry appends a row and marks the old one as removed, so
/// rows and texts never move; compacted() makes a table without those.
class Table {
 public:
  /// Between the fields of a row's text, and behind the last one.
  static constexpr char kFieldEnd = '\x1f';
  static constexpr char kRowEnd = '\n';

  /// Returns the number of the new row; nothing if the table is full.
  std::optional<RowNumber> put(const Entry& entry);
  /// Returns the number of the row that was removed, or nothing.
  std::optional<RowNumber> remove(const FileId& id);
  [[nodiscard]] std::optional<RowNumber> find(const IdBytes& id) const;

  /// Files, without the rows that were removed.
  [[nodiscard]] std::size_t live() const noexcept { return live_; }
  [[nodiscard]] std::size_t row_count() const noexcept { return rows_.size(); }
  [[nodiscard]] const Row& row(RowNumber number) const noexcept { return rows_[number]; }
  [[nodiscard]] std::span<const Row> rows() const noexcept { return rows_; }
  [[nodiscard]] std::span<const TermId> terms_of(RowNumber number) const noexcept;
  [[nodiscard]] const TermTable& terms() const noexcept { return terms_; }

  /// The folded texts of all rows.
  [[nodiscard]] std::string_view texts() const noexcept { return texts_; }
  /// Where in texts() a row begins; row_count() stands for the end.
  [[nodiscard]] std::size_t text_begin(std::size_t number) const noexcept {
    return number == 0 ? 0 : text_ends_[number - 1];
  }
  [[nodiscard]] std::string_view text_of(RowNumber number) const noexcept;
  [[nodiscard]] std::string_view name_of(RowNumber number) const noexcept;
  [[nodiscard]] std::string_view title_of(RowNumber number) const noexcept;
  /// Returns the row at this place of texts(), which is not before that of `from`.
  [[nodiscard]] RowNumber row_at(std::size_t offset, RowNumber from) const noexcept;
  /// Returns the first term of that field that a row has.
  [[nodiscard]] std::optional<TermId> first_term(RowNumber number, Field field) const noexcept;

  [[nodiscard]] bool wants_compaction() const noexcept;
  [[nodiscard]] Table compacted() const;
  [[nodiscard]] std::size_t bytes() const noexcept;

  // Used when a snapshot is read.
  void reserve(std::size_t rows, std::size_t text_bytes, std::size_t row_terms);
  [[nodiscard]] TermTable& terms_to_fill() noexcept { return terms_; }
  /// Adds a row of another table. Returns false if a row of its id is there already. Precondition:
  /// the terms are of this table, and the text has the form of text_of().
  bool append(const Row& row, std::string_view text, std::span<const TermId> terms);

 private:
  void retire(RowNumber number);

  std::vector<Row> rows_;
  std::string texts_;
  std::vector<std::uint32_t> text_ends_;
  std::vector<TermId> row_terms_;
  std::vector<std::uint32_t> row_term_ends_;
  TermTable terms_;
  HashIndex index_;
  std::size_t live_ = 0;
};

}  // namespace audmg::catalogue

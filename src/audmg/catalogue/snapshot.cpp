// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/snapshot.hpp"

#include "audmg/catalogue/limits.hpp"
#include "audmg/catalogue/table.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/zstd/frame_reader.hpp"
#include "audmg/lib/zstd/frame_writer.hpp"

#include <algorithm>
#include <bit>
#include <new>
#include <span>
#include <utility>

namespace audmg::catalogue {
namespace {

static_assert(std::endian::native == std::endian::little, "rows are written as they are in memory");

/// The version is a part of it: 2.
constexpr std::string_view kMagic = "AUDMGCT\x02";
constexpr int kLevel = 3;
constexpr std::size_t kMaxCursorBytes = 1024;
/// Bytes passed to the compressor at a time.
constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;

struct Head {
  std::uint32_t cursor_bytes = 0;
  std::uint32_t terms = 0;
  std::uint32_t rows = 0;
  std::uint32_t row_terms = 0;
  std::uint64_t term_text_bytes = 0;
  std::uint64_t text_bytes = 0;
};
static_assert(std::has_unique_object_representations_v<Head>);

/// Passes on large pieces only.
class PieceWriter {
 public:
  explicit PieceWriter(zstd::FrameWriter& writer) : writer_(writer) {}

  Result<void> text(std::string_view text) {
    piece_.append(text);
    return piece_.size() < kPieceBytes ? Result<void>() : flush();
  }
  template <class T>
  Result<void> values(std::span<const T> values) {
    static_assert(std::has_unique_object_representations_v<T>);
    return text({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }
  Result<void> flush() {
    AUDMG_CHECK(writer_.write(std::as_bytes(std::span(piece_))));
    piece_.clear();
    return {};
  }

 private:
  zstd::FrameWriter& writer_;
  std::string piece_;
};

/// The part of a table that is written: without removed rows, and terms that only they have.
class Contents {
 public:
  explicit Contents(const Table& table) : table_(table), renamed_(table.terms().size()) {
    for (TermId term = 0; term < table.terms().size(); ++term) {
      if (table.terms().uses(term) == 0) continue;
      renamed_[term] = static_cast<TermId>(terms_.size());
      terms_.push_back(term);
    }
    for (RowNumber number = 0; number < table.row_count(); ++number) {
      if (!table.row(number).has(Row::kRemoved)) rows_.push_back(number);
    }
  }

  Result<void> write(const std::string& cursor, PieceWriter& out) const {
    const TermTable& terms = table_.terms();
    const Head head = head_of(cursor);
    AUDMG_CHECK(out.values(std::span(&head, 1)));
    AUDMG_CHECK(out.text(cursor));
    const auto of_terms = [&](auto value) { return write_each(out, terms_, value); };
    const auto of_rows = [&](auto value) { return write_each(out, rows_, value); };
    AUDMG_CHECK(of_terms([&](TermId term) { return terms.field(term); }));
    AUDMG_CHECK(of_terms([&](TermId term) { return size_of(terms.text(term)); }));
    for (const TermId term : terms_) AUDMG_CHECK(out.text(terms.text(term)));
    AUDMG_CHECK(of_rows([&](RowNumber number) { return table_.row(number); }));
    AUDMG_CHECK(of_rows([&](RowNumber number) { return size_of(table_.text_of(number)); }));
    AUDMG_CHECK(of_rows([&](RowNumber number) { return size_of(table_.terms_of(number)); }));
    for (const RowNumber number : rows_) AUDMG_CHECK(out.text(table_.text_of(number)));
    for (const RowNumber number : rows_) {
      for (const TermId term : table_.terms_of(number)) {
        AUDMG_CHECK(out.values(std::span(std::as_const(renamed_)).subspan(term, 1)));
      }
    }
    return out.flush();
  }

 private:
  template <class T>
  static std::uint32_t size_of(const T& values) {
    return static_cast<std::uint32_t>(values.size());
  }

  template <class Numbers, class Value>
  static Result<void> write_each(PieceWriter& out, const Numbers& numbers, Value value) {
    for (const auto number : numbers) {
      const auto written = value(number);
      AUDMG_CHECK(out.values(std::span(&written, 1)));
    }
    return {};
  }

  [[nodiscard]] Head head_of(const std::string& cursor) const {
    Head head{.cursor_bytes = static_cast<std::uint32_t>(cursor.size()),
              .terms = static_cast<std::uint32_t>(terms_.size()),
              .rows = static_cast<std::uint32_t>(rows_.size())};
    for (const TermId term : terms_) head.term_text_bytes += table_.terms().text(term).size();
    for (const RowNumber number : rows_) {
      head.text_bytes += table_.text_of(number).size();
      head.row_terms += static_cast<std::uint32_t>(table_.terms_of(number).size());
    }
    return head;
  }

  const Table& table_;
  std::vector<TermId> terms_;
  std::vector<TermId> renamed_;
  std::vector<RowNumber> rows_;
};

std::unexpected<Error> damaged(std::string message) {
  return fail(ErrorCode::corrupt, "a damaged snapshot of a catalogue: " + std::move(message));
}

/// Reads in pieces, so that a number that is too large does not make us ask for as much memory.
class PieceReader {
 public:
  explicit PieceReader(std::string_view frame) : reader_(frame) {}

  template <class T>
  Result<std::vector<T>> values(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::vector<T> values;
    while (values.size() < count) {
      const std::size_t read = values.size();
      values.resize(std::min(count, std::max(read * 2, kPieceBytes / sizeof(T))));
      AUDMG_CHECK(reader_.read(std::as_writable_bytes(std::span(values).subspan(read))));
    }
    return values;
  }
  Result<std::vector<char>> text(std::size_t bytes) { return values<char>(bytes); }
  Result<void> finish() { return reader_.finish(); }

 private:
  zstd::FrameReader reader_;
};

std::string_view as_view(const std::vector<char>& text) { return {text.data(), text.size()}; }

/// Returns whether the sizes fill these many bytes exactly.
bool add_up(const std::vector<std::uint32_t>& sizes, std::uint64_t total) {
  std::uint64_t sum = 0;
  for (const std::uint32_t size : sizes) sum += size;
  return sum == total;
}

bool is_plausible(const Head& head) {
  return head.cursor_bytes <= kMaxCursorBytes && head.terms <= kMaxTerms &&
         head.rows <= kMaxEntries && head.row_terms <= kMaxTermsOfRows &&
         head.term_text_bytes <= kMaxTextBytes && head.text_bytes <= kMaxTextBytes;
}

bool is_on_earth(const Row& row) {
  const auto point = row.coordinates();
  return !point ||
         Coordinates::of_degrees(to_degrees(point->latitude), to_degrees(point->longitude));
}

bool is_plausible(const Row& row, std::string_view text) {
  constexpr unsigned kStatuses = 3;
  const std::size_t title_end = std::size_t{row.name_bytes} + 1 + row.title_bytes;
  return !row.has(Row::kRemoved) && row.date >= Row::kFirstDate && row.date <= Row::kLastDate &&
         is_on_earth(row) && row.rating_and_status >> 4U < kStatuses &&
         title_end + 2 <= text.size() && text[row.name_bytes] == Table::kFieldEnd &&
         text[title_end] == Table::kFieldEnd && text.back() == Table::kRowEnd;
}

Result<void> read_terms(PieceReader& reader, const Head& head, TermTable& terms) {
  AUDMG_TRY(const auto fields, reader.values<std::uint8_t>(head.terms));
  AUDMG_TRY(const auto sizes, reader.values<std::uint32_t>(head.terms));
  AUDMG_TRY(const auto texts, reader.text(head.term_text_bytes));
  if (!add_up(sizes, texts.size())) return damaged("sizes of terms");
  terms.reserve(head.terms, texts.size() + head.terms);
  std::string_view rest = as_view(texts);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::string_view text = rest.substr(0, sizes[i]);
    rest.remove_prefix(sizes[i]);
    if (fields[i] >= kFields || text.empty() || text.size() > kMaxTermBytes ||
        !count_code_points(text)) {
      return damaged("a term");
    }
    if (terms.add(static_cast<Field>(fields[i]), text) != i) return damaged("a term twice");
  }
  return {};
}

Result<void> read_rows(PieceReader& reader, const Head& head, Table& table) {
  AUDMG_TRY(const auto rows, reader.values<Row>(head.rows));
  AUDMG_TRY(const auto text_sizes, reader.values<std::uint32_t>(head.rows));
  AUDMG_TRY(const auto term_counts, reader.values<std::uint32_t>(head.rows));
  AUDMG_TRY(const auto texts, reader.text(head.text_bytes));
  AUDMG_TRY(const auto row_terms, reader.values<TermId>(head.row_terms));
  if (!add_up(text_sizes, texts.size()) || !add_up(term_counts, row_terms.size())) {
    return damaged("sizes of rows");
  }
  if (!count_code_points(as_view(texts))) return damaged("text");
  if (std::ranges::any_of(row_terms, [&](TermId term) { return term >= head.terms; })) {
    return damaged("a term that is not there");
  }
  table.reserve(rows.size(), texts.size(), row_terms.size());
  std::string_view rest = as_view(texts);
  std::span<const TermId> rest_of_terms(row_terms);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string_view text = rest.substr(0, text_sizes[i]);
    if (!is_plausible(rows[i], text)) return damaged("a row");
    if (!table.append(rows[i], text, rest_of_terms.first(term_counts[i]))) {
      return damaged("a file twice");
    }
    rest.remove_prefix(text_sizes[i]);
    rest_of_terms = rest_of_terms.subspan(term_counts[i]);
  }
  return {};
}

Result<Catalogue> read_frame(std::string_view frame) {
  PieceReader reader(frame);
  AUDMG_TRY(const auto heads, reader.values<Head>(1));
  const Head& head = heads.front();
  if (!is_plausible(head)) return damaged("its head");
  AUDMG_TRY(const auto cursor, reader.text(head.cursor_bytes));
  Table table;
  AUDMG_CHECK(read_terms(reader, head, table.terms_to_fill()));
  AUDMG_CHECK(read_rows(reader, head, table));
  AUDMG_CHECK(reader.finish());
  Catalogue catalogue(std::move(table));
  catalogue.set_cursor(std::string(as_view(cursor)));
  return catalogue;
}

}  // namespace

Result<std::string> write_snapshot(const Catalogue& catalogue) {
  AUDMG_ASSERT(catalogue.cursor().size() <= kMaxCursorBytes);
  zstd::FrameWriter writer(kLevel);
  PieceWriter out(writer);
  AUDMG_CHECK(Contents(catalogue.table()).write(catalogue.cursor(), out));
  AUDMG_TRY(const std::string frame, writer.finish());
  return std::string(kMagic).append(frame);
}

Result<Catalogue> read_snapshot(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    return fail(ErrorCode::invalid_argument, "not a snapshot of a catalogue of this version");
  }
  try {
    return read_frame(bytes.substr(kMagic.size()));
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::internal, "no memory for a catalogue");
  }
}

}  // namespace audmg::catalogue

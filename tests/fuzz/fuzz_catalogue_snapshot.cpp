// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A snapshot is read from a store that may hold anything. Bytes that begin as a snapshot does are
// read as they are; of others a frame with a right checksum is made, so that what is in it is
// fuzzed, too.
#include "audmg/catalogue/facets.hpp"
#include "audmg/catalogue/listing.hpp"
#include "audmg/catalogue/map_cells.hpp"
#include "audmg/catalogue/months.hpp"
#include "audmg/catalogue/music.hpp"
#include "audmg/catalogue/similar.hpp"
#include "audmg/catalogue/snapshot.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/zstd/frame_writer.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace {

using namespace audmg::catalogue;

constexpr std::string_view kMagic = "AUDMGCT\x02";

std::string in_a_frame(std::string_view contents) {
  audmg::zstd::FrameWriter writer(1);
  AUDMG_ASSERT(writer.write(std::as_bytes(std::span(contents))).has_value());
  auto frame = writer.finish();
  AUDMG_ASSERT(frame.has_value());
  return std::string(kMagic) + *frame;
}

void ask_everything(const Catalogue& catalogue) {
  for (const Sort sort : {Sort::uploaded, Sort::name, Sort::title, Sort::album, Sort::relevance}) {
    const auto listing = list_files(catalogue, {.query = parse_query("beahc 2019"), .sort = sort});
    AUDMG_ASSERT(listing.has_value());
    AUDMG_ASSERT(list_files(catalogue, {.sort = sort}).has_value());
  }
  (void)list_months(catalogue, {}, {}, Direction::descending);
  (void)count_facets(catalogue, {}, {}, 10);
  AUDMG_ASSERT(map_cells(catalogue, {.zoom = kMaxMapZoom}).has_value());
  SimilarSearch search(catalogue);
  AUDMG_ASSERT(search.advance().has_value());
  (void)std::move(search).take_groups();
  (void)list_artists(catalogue);
  (void)list_albums(catalogue, {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto catalogue =
      read_snapshot(text.starts_with(kMagic) ? std::string(text) : in_a_frame(text));
  if (!catalogue) return 0;
  ask_everything(*catalogue);
  const auto again = write_snapshot(*catalogue);
  AUDMG_ASSERT(again.has_value());
  const auto copy = read_snapshot(*again);
  AUDMG_ASSERT(copy.has_value() && copy->size() == catalogue->size());
  return 0;
}

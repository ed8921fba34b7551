// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/iso_box.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

// The items of a HEIC or AVIF file, as its "meta" box describes them (ISO/IEC 23008-12). Each
// function takes a bounded number of steps and never fails: what is missing or damaged is 0 or
// empty. The results hold unless the window failed or was spent.
namespace audmg::media {

/// Returns "meta" without its version and flags. Its end is inside the file.
[[nodiscard]] std::optional<Box> find_meta(ByteWindow& bytes);

/// Returns the id of the picture that the file shows.
[[nodiscard]] std::uint32_t primary_item(ByteWindow& bytes, const Box& meta);

/// Returns the four characters that tell how an item is coded.
[[nodiscard]] std::uint32_t type_of_item(ByteWindow& bytes, const Box& meta, std::uint32_t item);

/// Returns the items that one is derived from, in the order of the file: a grid's tiles.
[[nodiscard]] std::vector<std::uint32_t> sources_of(ByteWindow& bytes, const Box& meta,
                                                    std::uint32_t item);

/// Returns the properties of an item in the order in which they apply.
[[nodiscard]] std::vector<Box> properties_of(ByteWindow& bytes, const Box& meta,
                                             std::uint32_t item);

/// Bytes of an item.
struct ItemPlace {
  std::uint64_t offset = 0;  ///< from the beginning of the file
  std::uint64_t size = 0;
};
/// Returns where the items are that lie in one piece, in the file or in the box "idat" of `meta`.
/// They may reach beyond the end of the file.
[[nodiscard]] std::map<std::uint32_t, ItemPlace> places_of_items(ByteWindow& bytes,
                                                                 const Box& meta);

}  // namespace audmg::media

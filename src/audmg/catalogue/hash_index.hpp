// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::catalogue {

/// FNV-1a of 64 bits: the same value in every process.
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return hash;
}

/// Finds the numbers of things that are kept elsewhere by their hashes: an open hash table of 8
/// bytes a slot. Things are never removed, but a number may be replaced.
class HashIndex {
 public:
  /// Returns the place of the number of a thing with this hash for which `is_it` returns true; null
  /// if there is none. Valid until the next insert().
  template <class IsIt>
  [[nodiscard]] const std::uint32_t* find(std::uint64_t hash, IsIt is_it) const {
    if (slots_.empty()) return nullptr;
    const auto tag = tag_of(hash);
    for (std::size_t i = hash & mask();; i = (i + 1) & mask()) {
      const Slot& slot = slots_[i];
      if (slot.number == kFree) return nullptr;
      if (slot.tag == tag && is_it(slot.number)) return &slot.number;
    }
  }
  template <class IsIt>
  [[nodiscard]] std::uint32_t* find(std::uint64_t hash, IsIt is_it) {
    return const_cast<std::uint32_t*>(std::as_const(*this).find(hash, is_it));
  }

  /// Precondition: the thing is not there yet; the number is not the largest of its type.
  void insert(std::uint64_t hash, std::uint32_t number) {
    if ((count_ + 1) * 3 > slots_.size() * 2) grow(slots_.size() * 2);
    place({tag_of(hash), number}, hash);
    ++count_;
  }

  /// Makes room for that many things.
  void reserve(std::size_t count) {
    if (count * 3 > slots_.size() * 2) grow(std::bit_ceil(count * 3 / 2 + 1));
  }

  [[nodiscard]] std::size_t bytes() const noexcept { return slots_.capacity() * sizeof(Slot); }

 private:
  static constexpr std::uint32_t kFree = UINT32_MAX;
  static constexpr std::size_t kLeastSlots = 16;
  /// `tag` is the part of the hash that chooses the slot of tables up to 4 G slots.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t number = kFree;
  };

  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }
  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }

  void place(Slot slot, std::uint64_t hash) {
    std::size_t i = hash & mask();
    while (slots_[i].number != kFree) i = (i + 1) & mask();
    slots_[i] = slot;
  }
  void grow(std::size_t size) {
    std::vector<Slot> old(std::max(size, kLeastSlots));
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number != kFree) place(slot, slot.tag);
    }
  }

  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace audmg::catalogue

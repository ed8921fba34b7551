// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/entry.hpp"
#include "audmg/core/id.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace audmg::catalogue {

class Table;
class Orders;
class Vocabulary;

/// One owner's files as they are searched, sorted and grouped: in memory, without a database. It is
/// filled from the rows, kept current by the owner's events, and saved as a snapshot
/// (snapshot.hpp). What it answers depends only on its entries, not on the order in which they
/// came.
///
/// Threads: the functions that take a `const Catalogue&` may run beside each other; nothing else
/// may run beside put(), remove() and set_cursor(). Whoever holds the object locks it.
class Catalogue {
 public:
  Catalogue();
  explicit Catalogue(Table table);
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  /// Adds the entry, or replaces the one of the same id. Returns false, and changes no entry, if
  /// the catalogue is full (limits.hpp). Precondition: the id is set.
  bool put(const Entry& entry);
  /// Removes the entry; returns false if there is none.
  bool remove(const FileId& id);
  [[nodiscard]] bool contains(const FileId& id) const;
  [[nodiscard]] std::size_t size() const noexcept;
  /// Returns about how much memory the catalogue takes, with the orders and words that it has made
  /// so far.
  [[nodiscard]] std::size_t bytes() const;

  /// The last event that the entries are current with, in the words of the caller; "" at first.
  [[nodiscard]] const std::string& cursor() const noexcept { return cursor_; }
  void set_cursor(std::string cursor) { cursor_ = std::move(cursor); }
  /// Changes with every put() and remove(): for answers that callers keep.
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }

  // The parts, for the functions of this folder.
  [[nodiscard]] const Table& table() const noexcept { return *table_; }
  [[nodiscard]] Orders& orders() const noexcept { return *orders_; }
  [[nodiscard]] Vocabulary& vocabulary() const noexcept { return *vocabulary_; }

 private:
  void compact_if_wanted();

  std::unique_ptr<Table> table_;
  /// Made when they are first needed, behind locks of their own.
  std::unique_ptr<Orders> orders_;
  std::unique_ptr<Vocabulary> vocabulary_;
  std::string cursor_;
  std::uint64_t version_ = 0;
};

}  // namespace audmg::catalogue

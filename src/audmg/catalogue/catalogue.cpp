// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/catalogue.hpp"

#include "audmg/catalogue/orders.hpp"
#include "audmg/catalogue/table.hpp"
#include "audmg/catalogue/vocabulary.hpp"
#include "audmg/core/result.hpp"

#include <utility>

namespace audmg::catalogue {

Catalogue::Catalogue() : Catalogue(Table()) {}

Catalogue::Catalogue(Table table)
    : table_(std::make_unique<Table>(std::move(table))),
      orders_(std::make_unique<Orders>()),
      vocabulary_(std::make_unique<Vocabulary>()) {}

Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

bool Catalogue::put(const Entry& entry) {
  AUDMG_ASSERT(!entry.id.empty());
  compact_if_wanted();
  const auto old = table_->find(to_bytes(entry.id));
  const auto added = table_->put(entry);
  if (!added) return false;
  if (old) vocabulary_->removed(*table_, *old);
  vocabulary_->added(*table_, *added);
  ++version_;
  return true;
}

bool Catalogue::remove(const FileId& id) {
  const auto removed = table_->remove(id);
  if (!removed) return false;
  vocabulary_->removed(*table_, *removed);
  ++version_;
  compact_if_wanted();
  return true;
}

void Catalogue::compact_if_wanted() {
  if (!table_->wants_compaction()) return;
  *table_ = table_->compacted();
  orders_ = std::make_unique<Orders>();
}

bool Catalogue::contains(const FileId& id) const { return table_->find(to_bytes(id)).has_value(); }

std::size_t Catalogue::size() const noexcept { return table_->live(); }

std::size_t Catalogue::bytes() const {
  return table_->bytes() + orders_->bytes() + vocabulary_->bytes();
}

}  // namespace audmg::catalogue

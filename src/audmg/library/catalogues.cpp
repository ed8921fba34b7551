// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/catalogues.hpp"

namespace audmg::library {

using std::chrono::steady_clock;

Result<OpenCatalogue> Catalogues::open(const UserId& owner) {
  AUDMG_TRY(auto shelf, current_shelf(owner));
  return OpenCatalogue(std::move(shelf), steady_clock::now() + reading_);
}

Result<std::shared_ptr<const catalogue::SimilarGroups>> Catalogues::similar_pictures(
    const UserId& owner) {
  AUDMG_TRY(const auto shelf, current_shelf(owner));
  return shelf->similar_pictures(steady_clock::now() + reading_);
}

Result<std::shared_ptr<CatalogueShelf>> Catalogues::current_shelf(const UserId& owner) {
  const std::shared_ptr<CatalogueShelf> shelf = shelf_of(owner);
  {
    const std::unique_lock working(shelf->working, kWait);
    if (!working) {
      return fail(ErrorCode::unavailable, "the owner's catalogue is being worked on", true);
    }
    const auto end = steady_clock::now() + kPatience;
    AUDMG_CHECK(shelf->work([end] { return steady_clock::now() >= end; }));
  }
  drop_least_used(*shelf);
  return shelf;
}

Result<void> Catalogues::prepare(const UserId& owner, const std::stop_token& stop) {
  const std::shared_ptr<CatalogueShelf> shelf = shelf_of(owner);
  {
    const std::unique_lock working(shelf->working);
    AUDMG_CHECK(shelf->prepare([&stop] { return stop.stop_requested(); }));
  }
  drop_least_used(*shelf);
  return {};
}

std::shared_ptr<CatalogueShelf> Catalogues::shelf_of(const UserId& owner) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_owner_.find(owner.text());
  if (found != by_owner_.end()) {
    shelves_.splice(shelves_.begin(), shelves_, found->second);
    return *found->second;
  }
  shelves_.push_front(std::make_shared<CatalogueShelf>(ports_, owner));
  by_owner_[owner.text()] = shelves_.begin();
  return shelves_.front();
}

void Catalogues::drop_least_used(const CatalogueShelf& in_use) {
  const std::scoped_lock lock(mutex_);
  std::size_t sum = 0;
  for (auto at = shelves_.begin(); at != shelves_.end();) {
    sum += (*at)->bytes();
    if (sum <= max_bytes_ || at->get() == &in_use) {
      ++at;
      continue;
    }
    sum -= (*at)->bytes();
    by_owner_.erase((*at)->owner().text());
    at = shelves_.erase(at);
  }
}

}  // namespace audmg::library

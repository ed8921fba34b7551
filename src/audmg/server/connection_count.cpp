// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/connection_count.hpp"

#include "audmg/functions/client_subject.hpp"

#include <algorithm>

namespace audmg::server {
namespace {

AddressBytes client_of(AddressBytes address) noexcept {
  if (!is_ipv4(address)) {
    std::fill(address.begin() + functions::kClientBytesOfIpv6, address.end(), 0);
  }
  return address;
}

}  // namespace

ConnectionCount::ConnectionCount(std::size_t most, std::size_t most_per_address)
    : most_(most), most_per_address_(most_per_address) {}

bool ConnectionCount::add(const AddressBytes& address, bool is_proxy) {
  const std::lock_guard lock(mutex_);
  if (total_ >= most_) return false;
  auto& of_address = by_address_[client_of(address)];
  // An entry that was just made has 0, which is below any limit worth setting.
  if (!is_proxy && of_address >= most_per_address_) return false;
  ++of_address;
  ++total_;
  return true;
}

void ConnectionCount::remove(const AddressBytes& address) noexcept {
  const std::lock_guard lock(mutex_);
  const auto entry = by_address_.find(client_of(address));
  if (--entry->second == 0) by_address_.erase(entry);
  if (--total_ == 0) none_.notify_all();
}

std::size_t ConnectionCount::total() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

bool ConnectionCount::wait_for_none(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  return none_.wait_for(lock, timeout, [this] { return total_ == 0; });
}

}  // namespace audmg::server

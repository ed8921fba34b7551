// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace audmg::client {

void in_parallel(std::size_t count, unsigned threads,
                 const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t place = next++; place < count; place = next++) work(place);
  };
  std::vector<std::jthread> others;
  for (std::size_t made = 1; made < std::min<std::size_t>(threads, count); ++made) {
    others.emplace_back(run);
  }
  run();
}

}  // namespace audmg::client

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <barrier>
#include <cstddef>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace audmg {

/// Calls `call(i)` for i in 0..count-1, each on a thread of its own, all let loose together.
template <class Call>
[[nodiscard]] auto at_once(std::size_t count, Call call) {
  using Answer = std::invoke_result_t<Call, std::size_t>;
  std::vector<std::optional<Answer>> slots(count);
  std::barrier start(static_cast<std::ptrdiff_t>(count));
  {
    std::vector<std::jthread> threads;
    threads.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        slots[i].emplace(call(i));
      });
    }
  }
  std::vector<Answer> answers;
  for (auto& slot : slots) answers.push_back(*std::move(slot));
  return answers;
}

/// How many answers are this value.
template <class Answer, class Value>
[[nodiscard]] std::size_t count_answers(const std::vector<Answer>& answers, const Value& value) {
  std::size_t count = 0;
  for (const Answer& answer : answers) count += answer == value ? 1 : 0;
  return count;
}

/// How many Results are values, not errors.
template <class Answer>
[[nodiscard]] std::size_t count_successes(const std::vector<Answer>& answers) {
  std::size_t count = 0;
  for (const Answer& answer : answers) count += answer.has_value() ? 1 : 0;
  return count;
}

}  // namespace audmg

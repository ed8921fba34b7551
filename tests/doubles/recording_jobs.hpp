// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/jobs.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::app {

/// For tests: writes down what it is asked, and answers as told.
class RecordingJobs final : public Jobs {
 public:
  Result<JobPage> list(const ListJobsRequest& request) override {
    std::string call = "list " + request.queue;
    if (request.state) call.append(" ").append(to_string(*request.state));
    return answer(call + " after " + request.after, page);
  }
  Result<Job> show(std::string_view id) override { return answer("show " + std::string(id), job); }
  Result<std::string> retry(std::string_view id) override {
    return answer("retry " + std::string(id), std::string("media"));
  }
  Result<std::uint64_t> redrive(std::string_view queue) override {
    return answer("redrive " + std::string(queue), std::uint64_t{3});
  }
  Result<void> set_paused(std::string_view queue, bool paused) override {
    AUDMG_CHECK(answer((paused ? "pause " : "resume ") + std::string(queue), 0));
    return {};
  }

  std::vector<std::string> calls;
  JobPage page;
  Job job;
  std::optional<Error> error;

 private:
  template <class T>
  Result<T> answer(std::string call, T value) {
    calls.push_back(std::move(call));
    if (error) return std::unexpected(*error);
    return value;
  }
};

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/jobs.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The part of the control protocol that is about jobs: jobs_list, jobs_show, jobs_retry,
// jobs_redrive, jobs_pause, jobs_resume.
namespace audmg::app {

/// The answer line; nothing when the command is none of these.
[[nodiscard]] std::optional<std::string> answer_job_command(std::string_view command,
                                                            const json::Value& request, Jobs& jobs);

// The other side, as in user_commands.hpp.
[[nodiscard]] std::string jobs_list_request(const ListJobsRequest& request);
[[nodiscard]] std::string jobs_show_request(std::string_view id);
[[nodiscard]] std::string jobs_retry_request(std::string_view id);
[[nodiscard]] std::string jobs_redrive_request(std::string_view queue);
[[nodiscard]] std::string jobs_pause_request(std::string_view queue, bool paused);

[[nodiscard]] Result<JobPage> read_job_page_answer(std::string_view line);
[[nodiscard]] Result<Job> read_job_answer(std::string_view line);
[[nodiscard]] Result<std::string> read_queue_answer(std::string_view line);
[[nodiscard]] Result<std::uint64_t> read_moved_answer(std::string_view line);

/// One object, as it crosses the socket and as `audmg jobs --json` prints it; "body" only when
/// there is one.
void write_job(json::Writer& json, const Job& job);

}  // namespace audmg::app

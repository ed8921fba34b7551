// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/job_commands.hpp"

#include "audmg/app/control/message.hpp"

#include <limits>
#include <utility>

namespace audmg::app {
namespace {

std::string answer(const Result<JobPage>& page) {
  if (!page) return refusal(page.error());
  json::Writer json = begin_success();
  json.field("paused", page->paused).key("jobs").begin_array();
  for (const Job& job : page->jobs) write_job(json, job);
  json.end_array();
  return finish_line(std::move(json));
}

std::string answer(const Result<Job>& job) {
  if (!job) return refusal(job.error());
  json::Writer json = begin_success();
  json.key("job");
  write_job(json, *job);
  return finish_line(std::move(json));
}

std::string answer(const Result<std::string>& queue) {
  if (!queue) return refusal(queue.error());
  json::Writer json = begin_success();
  json.field("queue", *queue);
  return finish_line(std::move(json));
}

std::string answer(const Result<std::uint64_t>& moved) {
  if (!moved) return refusal(moved.error());
  json::Writer json = begin_success();
  json.field("movedJobs", *moved);
  return finish_line(std::move(json));
}

std::string answer_list(const std::string& queue, const json::Value& request, Jobs& jobs) {
  ListJobsRequest list{.queue = queue, .state = std::nullopt, .after = {}};
  if (const std::string* after = text_of(request, "after")) list.after = *after;
  if (const std::string* state = text_of(request, "state")) {
    list.state = queue::parse_message_state(*state);
    if (!list.state) return bad_request("there is no such state of a job");
  }
  return answer(jobs.list(list));
}

std::string one_word_request(std::string_view command, std::string_view name,
                             std::string_view word) {
  json::Writer json = begin_request(command);
  json.field(name, word);
  return finish_line(std::move(json));
}

Result<Job> read_job(const json::Value& object) {
  const std::string* id = text_of(object, "messageId");
  const std::string* queue = text_of(object, "queue");
  const std::string* state_word = text_of(object, "state");
  const std::string* group = text_of(object, "userId");
  const std::string* sent_at = text_of(object, "sentAt");
  const std::string* visible_at = text_of(object, "visibleAt");
  const std::string* last_error = text_of(object, "lastError");
  const std::string* body = text_of(object, "body");
  const auto receive_count = number_of(object, "receiveCount");
  const auto age = number_of(object, "ageSeconds");
  if (id == nullptr || queue == nullptr || state_word == nullptr || group == nullptr ||
      sent_at == nullptr || visible_at == nullptr || last_error == nullptr || !receive_count ||
      *receive_count > std::numeric_limits<std::uint32_t>::max() || !age ||
      *age > std::numeric_limits<std::int64_t>::max()) {
    return missing_in_answer("field of a job");
  }
  const auto state = queue::parse_message_state(*state_word);
  if (!state) return missing_in_answer("state of a job that this program knows");
  return Job{.id = *id,
             .queue = *queue,
             .state = *state,
             .group = *group,
             .receive_count = static_cast<std::uint32_t>(*receive_count),
             .age = std::chrono::seconds(*age),
             .sent_at = *sent_at,
             .visible_at = *visible_at,
             .last_error = *last_error,
             .body = body == nullptr ? std::string() : *body};
}

}  // namespace

std::optional<std::string> answer_job_command(std::string_view command, const json::Value& request,
                                              Jobs& jobs) {
  if (!command.starts_with("jobs_")) return std::nullopt;
  if (command == "jobs_show" || command == "jobs_retry") {
    const std::string* id = text_of(request, "messageId");
    if (id == nullptr) return bad_request("this command needs a messageId");
    return command == "jobs_show" ? answer(jobs.show(*id)) : answer(jobs.retry(*id));
  }
  const std::string* queue = text_of(request, "queue");
  if (queue == nullptr) return bad_request("this command is unknown or needs a queue");
  if (command == "jobs_list") return answer_list(*queue, request, jobs);
  if (command == "jobs_redrive") return answer(jobs.redrive(*queue));
  if (command == "jobs_pause") return answer(jobs.set_paused(*queue, true));
  if (command == "jobs_resume") return answer(jobs.set_paused(*queue, false));
  return std::nullopt;
}

std::string jobs_list_request(const ListJobsRequest& request) {
  json::Writer json = begin_request("jobs_list");
  json.field("queue", request.queue).field("after", request.after);
  if (request.state) json.field("state", to_string(*request.state));
  return finish_line(std::move(json));
}

std::string jobs_show_request(std::string_view id) {
  return one_word_request("jobs_show", "messageId", id);
}

std::string jobs_retry_request(std::string_view id) {
  return one_word_request("jobs_retry", "messageId", id);
}

std::string jobs_redrive_request(std::string_view queue) {
  return one_word_request("jobs_redrive", "queue", queue);
}

std::string jobs_pause_request(std::string_view queue, bool paused) {
  return one_word_request(paused ? "jobs_pause" : "jobs_resume", "queue", queue);
}

Result<JobPage> read_job_page_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const json::Value* member = object.find("jobs");
  const json::Array* list = member == nullptr ? nullptr : member->as_array();
  if (list == nullptr) return missing_in_answer("jobs");
  JobPage page{.jobs = {}, .paused = flag_of(object, "paused")};
  for (const json::Value& entry : *list) {
    AUDMG_TRY(Job job, read_job(entry));
    page.jobs.push_back(std::move(job));
  }
  return page;
}

Result<Job> read_job_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const json::Value* job = object.find("job");
  if (job == nullptr) return missing_in_answer("job");
  return read_job(*job);
}

Result<std::string> read_queue_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const std::string* queue = text_of(object, "queue");
  if (queue == nullptr) return missing_in_answer("queue");
  return *queue;
}

Result<std::uint64_t> read_moved_answer(std::string_view line) {
  AUDMG_TRY(const json::Value object, read_answer(line));
  const auto moved = number_of(object, "movedJobs");
  if (!moved) return missing_in_answer("movedJobs");
  return *moved;
}

void write_job(json::Writer& json, const Job& job) {
  json.begin_object().field("messageId", job.id).field("queue", job.queue);
  json.field("state", to_string(job.state)).field("userId", job.group);
  json.field("receiveCount", job.receive_count).field("ageSeconds", job.age.count());
  json.field("sentAt", job.sent_at).field("visibleAt", job.visible_at);
  json.field("lastError", job.last_error);
  if (!job.body.empty()) json.field("body", job.body);
  json.end_object();
}

}  // namespace audmg::app

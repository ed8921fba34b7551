// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/body_consumer.hpp"
#include "audmg/http/event_source.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <memory>

namespace audmg::functions {

// Every function, each in the file of its name. Which method and path leads to which, who may call
// it and where it runs stands in routes.cpp; what each answers, in docs/openapi.json.

[[nodiscard]] Result<http::Response> signup(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> login(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> refresh(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> logout(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> me(const http::Request& request, Services& services);

[[nodiscard]] Result<std::unique_ptr<http::BodyConsumer>> upload(const http::Request& request,
                                                                 Services& services);
[[nodiscard]] Result<http::Response> create_upload(const http::Request& request,
                                                   Services& services);
[[nodiscard]] Result<http::Response> get_upload(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> complete_upload(const http::Request& request,
                                                     Services& services);
[[nodiscard]] Result<http::Response> abort_upload(const http::Request& request, Services& services);

[[nodiscard]] Result<http::Response> retrieve(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> outline(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> get_file(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> download(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> delete_file(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> retry_file(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> timeline(const http::Request& request, Services& services);

[[nodiscard]] Result<std::unique_ptr<http::EventSource>> events(const http::Request& request,
                                                                Services& services);

[[nodiscard]] Result<http::Response> livez(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> readyz(const http::Request& request, Services& services);
[[nodiscard]] Result<http::Response> openapi(const http::Request& request, Services& services);

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/app_password_repository.hpp"
#include "audmg/lib/json/writer.hpp"

#include <vector>

namespace audmg::functions {

/// Adds the members of an app password, without its secret, to an open object.
void write_app_password(json::Writer& json, const database::AppPassword& app_password);

/// Adds the member "appPasswords" to an open object.
void write_app_passwords(json::Writer& json,
                         const std::vector<database::AppPassword>& app_passwords);

}  // namespace audmg::functions

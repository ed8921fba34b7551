// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/setting_table.hpp"

#include <array>

namespace audmg::config {

/// Rows of setting_table(). The adapters, and where their services are.
inline constexpr std::array kAwsSettings{
    SettingDescriptor{.name = "AUDMG_ADAPTERS",
                      .flag = "--adapters",
                      .type = SettingType::choice,
                      .field = &Settings::adapters,
                      .default_text = "embedded",
                      .help =
                          "Where files, records and jobs are: embedded (in the data folder), or "
                          "aws (S3, DynamoDB and SQS, or what speaks like them).",
                      .choices = "embedded|aws"},
    SettingDescriptor{.name = "AUDMG_WORKERS",
                      .flag = "--workers",
                      .type = SettingType::on_off,
                      .field = &Settings::workers,
                      .default_text = "on",
                      .help = "Whether audmg serve works on jobs, too; off only with aws adapters, "
                              "where audmg worker or a Lambda function does."},
    SettingDescriptor{.name = "AUDMG_WORKER_LISTEN",
                      .flag = "--worker-listen",
                      .type = SettingType::endpoint,
                      .field = &Settings::worker_listen,
                      .help = "Address and port of GET /metrics, /livez and /readyz of audmg "
                              "worker; keep it private; off when unset."},
    SettingDescriptor{.name = "AWS_REGION",
                      .flag = "--aws-region",
                      .type = SettingType::text,
                      .field = &Settings::aws_region,
                      .help = "AWS region of bucket, table, queues and topic."},
    SettingDescriptor{.name = "S3_BUCKET_NAME",
                      .flag = "--s3-bucket-name",
                      .type = SettingType::text,
                      .field = &Settings::s3_bucket_name,
                      .help = "S3 bucket of the files."},
    SettingDescriptor{.name = "AUDMG_S3_PATH_STYLE",
                      .flag = "--s3-path-style",
                      .type = SettingType::on_off,
                      .field = &Settings::s3_path_style,
                      .default_text = "off",
                      .help = "Whether the bucket stands in the path of URLs and not in the host; "
                              "most stores other than Amazon's want that."},
    SettingDescriptor{.name = "AUDMG_TABLE_NAME",
                      .flag = "--table-name",
                      .type = SettingType::text,
                      .field = &Settings::table_name,
                      .help = "DynamoDB table of all records."},
    SettingDescriptor{.name = "AUDMG_MEDIA_QUEUE_URL",
                      .flag = "--media-queue-url",
                      .type = SettingType::text,
                      .field = &Settings::media_queue_url,
                      .help = "SQS queue of files to be processed."},
    SettingDescriptor{.name = "AUDMG_EVENTS_QUEUE_URL",
                      .flag = "--events-queue-url",
                      .type = SettingType::text,
                      .field = &Settings::events_queue_url,
                      .help = "SQS queue of events to be told to subscribers."},
    SettingDescriptor{.name = "AUDMG_MAIL_QUEUE_URL",
                      .flag = "--mail-queue-url",
                      .type = SettingType::text,
                      .field = &Settings::mail_queue_url,
                      .help = "SQS queue of mails to users."},
    SettingDescriptor{.name = "AUDMG_EVENTS_TOPIC_ARN",
                      .flag = "--events-topic-arn",
                      .type = SettingType::text,
                      .field = &Settings::events_topic_arn,
                      .help = "SNS topic that every event is published to; off when unset."},
    SettingDescriptor{.name = "AUDMG_JWT_SECRET_PARAMETER",
                      .flag = "--jwt-secret-parameter",
                      .type = SettingType::text,
                      .field = &Settings::jwt_secret_parameter,
                      .help = "Name of the SecureString in the Parameter Store that stands in for "
                              "JWT_SECRET."},
    SettingDescriptor{.name = "AUDMG_WEBHOOK_SECRET_PARAMETER",
                      .flag = "--webhook-secret-parameter",
                      .type = SettingType::text,
                      .field = &Settings::webhook_secret_parameter,
                      .help = "The same for AUDMG_WEBHOOK_SECRET."},
    SettingDescriptor{.name = "AUDMG_STAGE",
                      .flag = "--stage",
                      .type = SettingType::text,
                      .field = &Settings::stage,
                      .help = "Name of the deployment in metrics, such as dev or prod."},
    SettingDescriptor{.name = "AUDMG_EDGE_MARK",
                      .flag = "--edge-mark",
                      .type = SettingType::text,
                      .field = &Settings::edge_mark,
                      .help = "On Lambda, set by the template: a call with this X-Audmg-Edge is "
                              "of the client that its X-Audmg-Client names."},
};

}  // namespace audmg::config

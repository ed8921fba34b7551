"""Makes what `serverless deploy` would: a bucket, queues with dead letters, a topic. Prints the settings as JSON.

    make_stack.py NAME

Run with the Python of build/tools/aws_python, with the environment of partners.py. The table is made by the server.
"""

import json
import os
import sys

import boto3

MAX_RECEIVE_COUNT = 5


def make_queue(sqs, name):
    dead = sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": MAX_RECEIVE_COUNT})
    return sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": policy})["QueueUrl"]


def main(name):
    region, moto = os.environ["AWS_REGION"], os.environ["AUDMG_TEST_MOTO"]
    sqs = boto3.client("sqs", region_name=region, endpoint_url=moto)
    sns = boto3.client("sns", region_name=region, endpoint_url=moto)
    s3 = boto3.client("s3", region_name=region, endpoint_url=os.environ["AUDMG_TEST_S3"])
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    # As deploy/resources/bucket.yml, for pages of every origin.
    rule = {"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD", "PUT"], "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}
    s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": [rule]})
    settings = {
        "AUDMG_ADAPTERS": "aws",
        "AWS_REGION": region,
        "AWS_ENDPOINT_URL": moto,
        "AWS_ENDPOINT_URL_S3": os.environ["AUDMG_TEST_S3"],
        "S3_BUCKET_NAME": name,
        "AUDMG_S3_PATH_STYLE": "on",
        "AUDMG_TABLE_NAME": name,
        "AUDMG_MEDIA_QUEUE_URL": make_queue(sqs, f"{name}-media"),
        "AUDMG_EVENTS_QUEUE_URL": make_queue(sqs, f"{name}-events"),
        "AUDMG_MAIL_QUEUE_URL": make_queue(sqs, f"{name}-mail"),
        "AUDMG_EVENTS_TOPIC_ARN": sns.create_topic(Name=f"{name}-events")["TopicArn"],
    }
    print(json.dumps(settings))


if __name__ == "__main__":
    main(sys.argv[1])

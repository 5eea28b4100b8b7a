#!/usr/bin/env bash
# Tests a running robot on this machine: infra/smoke.sh ROBOT_URL [options of `robot smoke`]. Needs the .NET SDK. The robot's id and secret are read from
# ROBOT_ID and ROBOT_SECRET (or Robot__Id and Robot__Secret); without them, those of local.settings.sample.json are used.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || { echo 'infra/smoke.sh: give the URL of the robot, for example: infra/smoke.sh http://127.0.0.1:7071' >&2; exit 2; }

sample() { sed -n "s/^ *\"$1\": \"\(.*\)\",\{0,1\}\$/\1/p" "$root/local.settings.sample.json"; }

export ROBOT_ID="${ROBOT_ID:-${Robot__Id:-$(sample Robot__Id)}}"
export ROBOT_SECRET="${ROBOT_SECRET:-${Robot__Secret:-$(sample Robot__Secret)}}"
exec dotnet run --project "$root/RobotFunctions.Cli" -- smoke "$@"

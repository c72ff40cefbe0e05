-- Creates users with names that no other run uses, and tells what came of it in one line of JSON.
-- BENCH_PREFIX begins every name; BENCH_PORTS are the ports to spread the threads over; BENCH_DELAY is the mean pause in
-- milliseconds that a connection makes before each request.

local ports = {}
for port in string.gmatch(os.getenv("BENCH_PORTS"), "%d+") do
  table.insert(ports, port)
end

local threads = 0
local pause = tonumber(os.getenv("BENCH_DELAY") or "")

function setup(thread)
  thread:set("id", threads)
  thread.addr = wrk.lookup("127.0.0.1", ports[threads % #ports + 1])[1]
  threads = threads + 1
end

function init(args)
  counter = 0
  prefix = string.format('{"name":"%s-%d-', os.getenv("BENCH_PREFIX"), id)
  local length = #prefix + #string.format("%09d", 0) + #'"}'
  head = "POST /users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " .. length .. "\r\n\r\n" .. prefix
  math.randomseed(id + 1)
end

function request()
  counter = counter + 1
  return head .. string.format("%09d", counter) .. '"}'
end

-- The connections must not stay in step.
if pause then
  function delay()
    return math.floor(pause * (0.5 + math.random()))
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"p999":%f,"connectErrors":%d,"socketErrors":%d,"statusErrors":%d,"timeouts":%d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3,
    errors.connect, errors.read + errors.write, errors.status, errors.timeout))
end

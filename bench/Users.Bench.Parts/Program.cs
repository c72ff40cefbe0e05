using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this very process: a benchmark that was built anew would not find the native Kafka client.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(6).WithIterationCount(10))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns("Job", "Toolchain", "IterationCount", "WarmupCount");
var switcher = BenchmarkSwitcher.FromAssembly(typeof(Users.Bench.Parts.Records).Assembly);
var summaries = switcher.Run(args.Contains("--filter") ? args : [.. args, "--filter", "*"], config);

return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;

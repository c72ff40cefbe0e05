using System.Collections.Concurrent;
using System.Reflection;
using Users.EndToEnd.Support;
using Xunit.v3;

[assembly: SystemLogs]

namespace Users.EndToEnd.Support;

/// <summary>Tells what the systems of a test have written if the test fails: they have ended before that is known.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class SystemLogsAttribute : BeforeAfterTestAttribute
{
    private const int LinesOfASystem = 1000;

    private static readonly ConcurrentDictionary<string, string> Kept = new();

    /// <summary>Keeps the last lines until the test has ended.</summary>
    public static void Keep(IEnumerable<string> log)
    {
        if (TestContext.Current.Test is { } test)
        {
            Kept.AddOrUpdate(test.UniqueID, _ => Join(log), (_, former) => $"{former}{Environment.NewLine}{Join(log)}");
        }
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);

        if (Kept.TryRemove(test.UniqueID, out var log) && TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(log);
        }
    }

    private static string Join(IEnumerable<string> log) => string.Join(Environment.NewLine, log.TakeLast(LinesOfASystem));
}

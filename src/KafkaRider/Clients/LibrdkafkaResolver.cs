using System.Reflection;
using System.Runtime.InteropServices;
using KafkaRider.Internal;
using Library = Confluent.Kafka.Library;

namespace KafkaRider;

/// <summary>Finds, among the builds of librdkafka that the package <c>librdkafka.redist</c> brings, the one that this machine can load.</summary>
/// <remarks>
/// Confluent.Kafka and whatever else calls librdkafka in this process then use one copy of it. Every member is safe for concurrent use.
/// </remarks>
public static class LibrdkafkaResolver
{
    private static readonly Lazy<nint> Loaded = new(LoadBest);
    private static readonly Lock Gate = new();
    private static readonly HashSet<Assembly> Registered = [];

    /// <summary>Makes an assembly's calls of librdkafka reach the build that this machine can load.</summary>
    /// <param name="assembly">The assembly that declares the imports, of a library that is named <c>librdkafka</c>.</param>
    /// <remarks>
    /// Nothing is loaded until the first call. Registering again changes nothing, and an assembly that has a resolver already, set by the
    /// application, keeps it.
    /// </remarks>
    public static void Register(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);

        lock (Gate)
        {
            if (!Registered.Add(assembly))
            {
                return;
            }

            try
            {
                NativeLibrary.SetDllImportResolver(assembly, Resolve);
            }
            catch (InvalidOperationException)
            {
                // .NET takes one resolver for each assembly, and the application came first.
            }
        }
    }

    /// <summary>Loads librdkafka for Confluent.Kafka, which itself would only say that it cannot.</summary>
    /// <exception cref="DllNotFoundException">No build can be loaded; the message says for each of them why.</exception>
    /// <remarks>Does nothing where Confluent.Kafka has loaded one already.</remarks>
    public static void Load()
    {
        Register(typeof(Library).Assembly);

        if (!Library.IsLoaded)
        {
            _ = Loaded.Value;
            Library.Load();
        }
    }

    // Confluent.Kafka imports it under the names of several builds.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name.EndsWith(LibrdkafkaBuilds.Default, StringComparison.Ordinal) ? Loaded.Value : 0;

    private static nint LoadBest()
    {
        var reasons = new List<string>();

        foreach (var build in LibrdkafkaBuilds.For(RuntimeInformation.RuntimeIdentifier))
        {
            try
            {
                return NativeLibrary.Load(build, typeof(Library).Assembly, searchPath: null);
            }
            catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
            {
                reasons.Add($"{build}: {ReasonOf(exception)}");
            }
        }

        throw new DllNotFoundException(
            $"The native Kafka client cannot be loaded on {RuntimeInformation.RuntimeIdentifier} ({string.Join("; ", reasons)})");
    }

    // Behind a sentence of advice .NET lists what the loader said of each place it looked in. The first is where the build really lies.
    private static string ReasonOf(Exception exception)
    {
        var lines = exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 ? lines[1] : exception.Message;
    }
}

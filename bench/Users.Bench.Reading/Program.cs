using System.Globalization;
using Users.AppHost;
using Users.Bench.Reading;

var count = args is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1_000_000;
var population = new Population(count);
MemoryBenchmark.Run(population);

var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Local, "bench", $"reading-{Guid.NewGuid():N}")).FullName;

try
{
    await new RestartBenchmark(population, folder).RunAsync(CancellationToken.None);
    return 0;
}
catch (StartupException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

using MySqlConnector;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F41. As a primary becomes that is taken out of service, and comes back.</summary>
public sealed class ReadOnlyDatabase() : Scenario(
    "F41",
    "the database becomes read-only under load, twice, and comes back; no connection is cut",
    "consumers are not ready and say why in a few lines; then all goes on by itself; nothing goes to the dead letters")
{
    private const string Reason = "it is read-only";
    private const int FewLines = 10;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var database = trial.Surroundings.Database;
        await CreateUserAsync(database);
        await trial.StartAsync(apis: 1, consumers: 2, settings: new() { ["ConnectionStrings__Users"] = ConnectionStringOf(trial) });
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        try
        {
            for (var time = 0; time < 2; time++)
            {
                await database.ExecuteAsync("SET GLOBAL read_only = 1");
                await Wait.UntilAsync(async () => !await IsAnyReadyAsync(trial), "no consumer is ready", Limit);
                await Task.Delay(Outage, cancellationToken);
                await database.ExecuteAsync("SET GLOBAL read_only = 0");
                var recovery = await RecoverAsync(trial, DateTimeOffset.UtcNow);
                await trial.WaitUntilReadyAsync(Limit);
                trial.Say($"{recovery.TotalSeconds:0.0} s to recover");
                await GoOnAsync(load, 100);
            }
        }
        finally
        {
            await database.ExecuteAsync("SET GLOBAL read_only = 0");
        }

        await load.StopAsync();
        await trial.Recorder.CatchUpAsync();
        var letters = trial.Recorder.Read().DeadLetters.Count;
        trial.Expect("no dead letters", letters == 0, $"{letters}");

        foreach (var consumer in trial.Consumers)
        {
            var lines = File.ReadLines(trial.FindOutput(consumer)).Count(line => line.Contains("WriterState", StringComparison.Ordinal));
            var reasons = File.ReadLines(trial.FindOutput(consumer)).Count(line => line.Contains(Reason, StringComparison.Ordinal));
            trial.Expect("the store says so in a few lines", lines <= FewLines, $"{lines} of {consumer.Name}");
            trial.Expect("with the reason", reasons > 0 || lines == 0, $"{reasons} of {consumer.Name}");
        }
    }

    private static async Task<bool> IsAnyReadyAsync(Trial trial) =>
        (await Task.WhenAll(trial.Consumers.Select(consumer => consumer.Client.IsReadyAsync()))).Any(ready => ready);

    // The private server's own user may write to a server that is read-only. It may not grant rights, but write them down.
    private static Task CreateUserAsync(UsersDatabase database) => database.ExecuteAsync(
        """
        CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED BY 'app';
        REPLACE INTO mysql.db (Host, Db, User, Select_priv, Insert_priv, Update_priv, Delete_priv, Create_priv, Drop_priv, Index_priv, Alter_priv)
            VALUES ('%', 'users', 'app', 'Y', 'Y', 'Y', 'Y', 'Y', 'Y', 'Y', 'Y');
        FLUSH PRIVILEGES
        """);

    private static string ConnectionStringOf(Trial trial) =>
        new MySqlConnectionStringBuilder(trial.Surroundings.ProxiedConnectionString) { UserID = "app", Password = "app" }.ConnectionString;
}

using MySqlConnector;
using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F12.</summary>
public sealed class DisturbDatabase() : Scenario(
    "F12",
    "no way from the consumer to the database; SIGKILL and restart of the database; its sessions ended; lock wait 1205; deadlock 1213",
    "retries are bounded, partitions wait and skip nothing, nothing goes to the dead letters, order is kept",
    isQuick: true)
{
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var surroundings = trial.Surroundings;
        await trial.StartAsync(apis: 1, consumers: 1);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        surroundings.DatabaseConditions.Lose(requests: true, answers: true);
        await Task.Delay(Cut, cancellationToken);
        surroundings.DatabaseConditions.Heal();
        await ReportAsync(trial, load, "a partition");

        await surroundings.DatabaseServer.Process!.KillAsync();
        await Task.Delay(Cut / 2, cancellationToken);
        await surroundings.DatabaseServer.ComeBackAsync(cancellationToken);
        await ReportAsync(trial, load, "a kill");

        await surroundings.Database.EndSessionsAsync();
        await ReportAsync(trial, load, "ended sessions");

        await using (await surroundings.Database.HoldNameAsync(NameOf(trial)))
        {
            await Task.WhenAll(Task.Delay(Held, cancellationToken), trial.Apis[0].Client.SendAsync(new PlannedOperation(-1, NameOf(trial), $"{Id}-{trial.Seed}-held")));
        }

        await ReportAsync(trial, load, "a lock wait");
        var victims = await DeadlockAsync(trial);
        await ReportAsync(trial, load, "a deadlock");
        await load.StopAsync();

        var conflicts = (await trial.Consumers[0].Client.MeasureAsync())["kafka_rider_inbox_retries_total{reason=\"lock_conflict\"}"];
        await trial.Recorder.CatchUpAsync();
        var letters = trial.Recorder.Read().DeadLetters.Count;
        trial.Expect("the consumer met lock conflicts, and tried again", conflicts > 0, $"{conflicts} lock conflicts");
        trial.Expect("one of them a deadlock whose victim it was", victims == 0, $"{victims} victims on the other side");
        trial.Expect("no dead letters", letters == 0, $"{letters}");
    }

    private static string NameOf(Trial trial) => FormattableString.Invariant($"F12 {trial.Seed:x} held");

    private static async Task ReportAsync(Trial trial, LoadClient load, string what)
    {
        var recovery = await RecoverAsync(trial, DateTimeOffset.UtcNow);
        trial.Say($"{recovery.TotalSeconds:0.0} s to recover from {what}");
        await GoOnAsync(load, 100);
    }

    // The consumer has inserted the user and waits for the operation's row; this session has that and asks for the user. It has changed
    // more rows, so the server makes the consumer the victim.
    private static async Task<int> DeadlockAsync(Trial trial)
    {
        var name = FormattableString.Invariant($"F12 {trial.Seed:x} deadlock");
        await using var other = await trial.Surroundings.Database.OpenAsync();
        await ExecuteAsync(other, "START TRANSACTION; UPDATE users SET version = version + 1");
        var operation = new PlannedOperation(-2, name, FormattableString.Invariant($"F12-{trial.Seed}-deadlock"));
        var id = OperationId.Of(operation.Key!);
        await using var hold = new MySqlCommand(
            "INSERT INTO inbox (operation_id, message_id, fingerprint, outcome_type, outcome, created_at) VALUES (@id, @id, REPEAT('x', 32), 'x', '{}', NOW(6))", other);
        hold.Parameters.AddWithValue("@id", id.ToByteArray(bigEndian: true));
        await hold.ExecuteNonQueryAsync();

        var sending = trial.Apis[0].Client.SendAsync(operation);
        await Wait.UntilAsync(async () => await trial.Surroundings.Database.CountWaitingAsync() > 0, "the consumer waits for the operation's row", Limit);
        var victims = 0;

        try
        {
            await using var ask = new MySqlCommand(
                "INSERT INTO users (id, name, name_key, version, created_at, updated_at) VALUES (@id, 'deadlock', @key, 1, NOW(6), NOW(6))", other);
            ask.Parameters.AddWithValue("@id", Guid.NewGuid().ToByteArray());
            ask.Parameters.AddWithValue("@key", UsersDatabase.NameKey(name));
            await ask.ExecuteNonQueryAsync();
        }
        catch (MySqlException exception) when (exception.Number == 1213)
        {
            victims++;
        }

        await ExecuteAsync(other, "ROLLBACK");
        await sending;

        return victims;
    }

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

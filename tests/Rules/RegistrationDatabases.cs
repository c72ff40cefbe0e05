using System.Data.Common;
using System.Text.Json;
using MySqlConnector;

namespace Users.Rules;

/// <summary>Looks into the databases of the three services that registrations take.</summary>
/// <param name="users">How to connect to the database of users.</param>
/// <param name="promotions">How to connect to that of promo codes.</param>
/// <param name="registrations">How to connect to that of registrations.</param>
public sealed class RegistrationDatabases(string users, string promotions, string registrations)
{
    /// <summary>Counts the registrations that have not come to their end.</summary>
    /// <param name="prefix">What their names begin with.</param>
    public async Task<int> CountOpenAsync(string prefix = "") => (await ReadRowsAsync(prefix)).Count(row => !row.HasEnded && !row.IsParked);

    /// <summary>Returns the registrations of names that begin so.</summary>
    public Task<IReadOnlyList<RegistrationRow>> ReadRowsAsync(string prefix = "") => QueryAsync(
        registrations,
        """
        SELECT id, state, JSON_VALUE(body, '$.request.name'), JSON_VALUE(body, '$.request.promoCode'), JSON_EXTRACT(body, '$.steps') FROM saga
        WHERE JSON_VALUE(body, '$.request.name') LIKE CONCAT(@prefix, '%')
        """,
        row => new RegistrationRow(Id(row, 0), row.GetString(1), row.GetString(2), row.GetString(3), StepText.Of(JsonElement.Parse(row.GetString(4)))),
        prefix);

    /// <summary>Returns what the databases have.</summary>
    /// <param name="prefix">What the names begin with of those that are meant.</param>
    public async Task<RegistrationEvidence> ReadAsync(string prefix = "")
    {
        var rows = await ReadRowsAsync(prefix);
        var meant = rows.Select(row => row.Id).ToHashSet();

        return new()
        {
            Rows = rows,
            Users = await QueryAsync(
                users, "SELECT id, name FROM users WHERE name_key IS NOT NULL AND name LIKE CONCAT(@prefix, '%')", row => new LiveUser(Id(row, 0), row.GetString(1)), prefix),
            Redemptions = await QueryAsync(
                promotions, "SELECT code, redemption_id, is_released FROM redemptions", row => new RedemptionRow(row.GetString(0), Id(row, 1), row.GetBoolean(2))),
            PromoCodes = await QueryAsync(
                promotions, "SELECT code, redemption_limit, redeemed FROM promo_codes", row => new PromoCodeRow(row.GetString(0), row.GetInt32(1), row.GetInt32(2))),
            Mails = [.. (await QueryAsync(registrations, "SELECT user_id FROM mails", row => Id(row, 0))).Where(meant.Contains)],
        };
    }

    /// <summary>Adds a promo code, as if somebody had created it two days ago.</summary>
    public async Task AddCodeAsync(string code, int limit, bool isExpired = false)
    {
        await using var connection = new MySqlConnection(promotions);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(
            """
            INSERT INTO promo_codes (code, discount, redemption_limit, redeemed, expires_at, created_at)
            VALUES (@code, 20, @limit, 0, UTC_TIMESTAMP(6) + INTERVAL @days DAY, UTC_TIMESTAMP(6) - INTERVAL 2 DAY)
            """,
            connection);
        command.Parameters.AddWithValue("@code", code);
        command.Parameters.AddWithValue("@limit", limit);
        command.Parameters.AddWithValue("@days", isExpired ? -1 : 1);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<T>> QueryAsync<T>(string connectionString, string sql, Func<DbDataReader, T> read, string prefix = "")
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        command.Parameters.AddWithValue("@prefix", prefix);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();

        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static Guid Id(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);
}

using System.Data.Common;
using KafkaRider.EntityFrameworkCore;

namespace Promotions.Consumer.PromoCodes;

/// <summary>The promo codes and redemptions that the commands of one batch are about: as they were read, and as the commands before this one left them.</summary>
/// <remarks>A code is locked with all of its redemptions: many are made of one at a time, and writers that decided on what they read would seldom be right.</remarks>
internal sealed class PromoSet : BatchRows
{
    private const string SelectCodes = "SELECT code, discount, redemption_limit, redeemed, expires_at, created_at FROM promo_codes WHERE code IN (";
    private const string RedemptionColumns = "code, redemption_id, is_released, created_at, released_at";

    private readonly HashSet<(string Code, Guid Id)> _named = [];
    private readonly Dictionary<string, PromoCodeRow> _codes = [];
    private readonly HashSet<string> _counted = [];
    private readonly Dictionary<(string Code, Guid Id), RedemptionRow> _redemptions = [];
    private readonly HashSet<(string Code, Guid Id)> _added = [];
    private readonly HashSet<(string Code, Guid Id)> _released = [];

    protected override bool LocksRows => true;

    /// <summary>Names a redemption, and with it its code, that is to be read.</summary>
    public void Name(string code, Guid id) => _named.Add((code, id));

    public PromoCodeRow? FindCode(string code) => _codes.GetValueOrDefault(code);

    public RedemptionRow? FindRedemption(string code, Guid id) => _redemptions.GetValueOrDefault((code, id));

    /// <summary>Adds a redemption, which counts unless it is released.</summary>
    public void Add(RedemptionRow redemption)
    {
        _redemptions.Add((redemption.Code, redemption.Id), redemption);
        _added.Add((redemption.Code, redemption.Id));

        if (!redemption.IsReleased)
        {
            Count(redemption.Code, 1);
        }
    }

    /// <summary>Takes a redemption back that counts.</summary>
    public void Release(RedemptionRow redemption, DateTime now)
    {
        if (!_added.Contains((redemption.Code, redemption.Id)))
        {
            _released.Add((redemption.Code, redemption.Id));
        }

        (redemption.IsReleased, redemption.ReleasedAt) = (true, now);
        Count(redemption.Code, -1);
    }

    protected override void AppendReads(SqlText sql)
    {
        var separator = SelectCodes;

        foreach (var code in _named.Select(named => named.Code).Distinct())
        {
            sql.Append(separator).Append($"{code}");
            separator = ", ";
        }

        // In the order of keys, so that two writers cannot wait for each other.
        sql.Append(") ORDER BY code FOR UPDATE");
        separator = $"; SELECT {RedemptionColumns} FROM redemptions WHERE ";

        foreach (var (code, id) in _named)
        {
            sql.Append(separator).Append($"(code = {code} AND redemption_id = {id})");
            separator = " OR ";
        }
    }

    protected override async Task ReadAsync(DbDataReader reader)
    {
        while (await reader.ReadAsync())
        {
            _codes.Add(reader.GetString(0), new()
            {
                Code = reader.GetString(0),
                Discount = reader.GetInt32(1),
                Limit = reader.GetInt32(2),
                Redeemed = reader.GetInt32(3),
                ExpiresAt = reader.GetDateTime(4),
                CreatedAt = reader.GetDateTime(5),
            });
        }

        await reader.NextResultAsync();

        while (await reader.ReadAsync())
        {
            _redemptions.Add((reader.GetString(0), SqlId.Read(reader, 1)), new()
            {
                Code = reader.GetString(0),
                Id = SqlId.Read(reader, 1),
                IsReleased = reader.GetBoolean(2),
                CreatedAt = reader.GetDateTime(3),
                ReleasedAt = await reader.IsDBNullAsync(4) ? null : reader.GetDateTime(4),
            });
        }
    }

    protected override void AppendWrites(SqlText sql)
    {
        foreach (var promo in _counted.Select(code => _codes[code]))
        {
            sql.Append($"UPDATE promo_codes SET redeemed = {promo.Redeemed} WHERE code = {promo.Code}; ");
        }

        foreach (var redemption in Ordered(_released))
        {
            sql.Append("UPDATE redemptions SET is_released = 1, ")
                .Append($"released_at = {redemption.ReleasedAt!.Value} WHERE code = {redemption.Code} AND redemption_id = {redemption.Id}; ");
        }

        var separator = $"INSERT INTO redemptions ({RedemptionColumns}) VALUES ";

        foreach (var redemption in Ordered(_added))
        {
            sql.Append(separator).Append($"({redemption.Code}, {redemption.Id}, ").Append(redemption.IsReleased ? "1, " : "0, ")
                .Append($"{redemption.CreatedAt}, ");
            _ = redemption.ReleasedAt is { } released ? sql.Append($"{released})") : sql.Append("NULL)");
            separator = ", ";
        }

        sql.Append(_added.Count > 0 ? "; " : string.Empty);
    }

    // What is released before it comes may be of a code that there is not, and that nobody can lock.
    private IEnumerable<RedemptionRow> Ordered(IEnumerable<(string Code, Guid Id)> keys) =>
        keys.OrderBy(key => key.Code, StringComparer.Ordinal).ThenBy(key => key.Id).Select(key => _redemptions[key]);

    // A code that somebody has removed by hand counts nothing.
    private void Count(string code, int change)
    {
        if (_codes.TryGetValue(code, out var promo))
        {
            _counted.Add(code);
            promo.Redeemed += change;
        }
    }
}

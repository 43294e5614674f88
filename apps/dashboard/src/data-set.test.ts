import { dataSetOf } from './data-set';
import { dashboard, type Visual } from './definition';

const visual = (analysis: string): Visual => {
  const found = dashboard.visuals.find((each) => each.analysis === analysis);
  if (found === undefined) throw new Error(`no visual shows ${analysis}`);
  return found;
};

describe('a data set', () => {
  it('reads figures as numbers and absent ones as none', () => {
    const csv =
      'category,units,sales_rate,review_count,mean_rating,positive_share,rate_rating_correlation,categories_compared\n' +
      'Dresses,10,0.500000,0,,,-0.250000,3\n';
    expect(dataSetOf(visual('sales_rate_and_reviews'), csv).rows).toEqual([
      ['Dresses', 10, 0.5, 0, null, null, -0.25, 3],
    ]);
  });

  it('withholds every figure of a group of four and shows a group of five', () => {
    const csv =
      'quarter,age_band,inflow_route,respondents,share_of_band\n2024Q1,20s,x,4,0.040000\n2024Q1,20s,tv,5,0.050000\n';
    expect(dataSetOf(visual('inflow_by_age_band'), csv)).toEqual({
      analysis: 'inflow_by_age_band',
      rows: [
        ['2024Q1', '20s', 'x', null, null],
        ['2024Q1', '20s', 'tv', 5, 0.05],
      ],
      withheld: [0],
    });
  });

  it('keeps the hour of a withheld row', () => {
    expect(dataSetOf(visual('clicks_by_hour'), 'clicked_on,hour,clicks,visitors\n2024-05-01,9,7,2\n').rows).toEqual([
      ['2024-05-01', 9, null, null],
    ]);
  });

  it('refuses a result with other columns', () => {
    expect(() => dataSetOf(visual('sales_by_category'), 'category,units\n')).toThrow(
      'analyses/sales_by_category.csv must have the columns category,orders,units,revenue_jpy, got category,units',
    );
  });
});
